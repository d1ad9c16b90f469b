import { type ErrorEntry, refuse } from './refusal.js';

/** 信易游 in the registry of errors.ts: the day and the time, and the certificate of another city. */
const VISIT = {
  visit_required: refuse(400, '先选日期和时段', '选好要去的日期、时段和人数再领'),
  visit_unexpected: refuse(400, '这项权益不用选时段', '直接领取，在有效期内任何一天使用'),
  visit_unknown: refuse(409, '这个时段不能选', '换一个列出来的日期和时段'),
  visit_over: refuse(409, '这个时段已经过了', '换一个还没结束的时段'),
  visit_heads: refuse(400, '人数不对', '按页面写的人数选，超出的人可以另行购票'),
  visit_full: refuse(409, '这个时段的余位不够了', '换一个时段，或减少人数'),
} satisfies Record<string, ErrorEntry>;

/** 信易游: a certificate of another city's issuer. What is wrong with it is told to its holder, who stands in front of the screen. */
const RECOGNITION = {
  recognition_unreadable: refuse(400, '这不是可以识别的信用凭证', '回到出具凭证的页面，重新复制或出示二维码'),
  recognition_unlisted: refuse(409, '出具这张凭证的机构不在互认名单里', '名单写在本页；不用凭证也可以按普通条件购票'),
  recognition_forged: refuse(409, '这张凭证的签名对不上', '到出具凭证的机构重新领一张'),
  recognition_not_yet: refuse(409, '这张凭证还没到生效日期', '到生效那天再来'),
  recognition_expired: refuse(409, '这张凭证已经过期', '到出具凭证的机构重新领一张'),
  recognition_other_person: refuse(409, '这张凭证不是你的', '用你自己的凭证；在原机构登记的证件号要和实名的一致'),
  recognition_revoked: refuse(409, '这张凭证已被出具机构撤销', '向出具凭证的机构了解原因，或重新领一张'),
  recognition_unchecked: refuse(503, '暂时核对不了这张凭证有没有被撤销', '过一会儿再试；没有它也可以按普通条件购票', true),
  recognition_not_accepted: refuse(409, '这项权益不认这一种凭证', '看页面写明认哪些地方的凭证'),
  recognition_text_changed: refuse(409, '核对说明有更新', '重新打开这一页，看过新的说明再核对'),
  recognition_tries: refuse(429, '核对的次数太多', '过一小时再试', true),
  recognition_proposed: refuse(409, '名单已有一份改动等待批准', '先批准或退回那一份'),
  recognition_nothing_proposed: refuse(409, '没有等待批准的改动', '刷新后再看'),
  recognition_changed: refuse(409, '名单在你打开之后有改动', '刷新后再办', true),
  recognition_same_person: refuse(403, '提出人不能自己批准', '请另一位同事批准'),
} satisfies Record<string, ErrorEntry>;

export const TRAVEL_ERRORS = { ...VISIT, ...RECOGNITION };
