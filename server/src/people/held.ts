import { zoneTitles } from '@binhai/shared/identifiers/zones';
import { GRADE_WORDS, type GradeOrUnrated } from '@binhai/shared/rules/grade';
import { held } from '../platform/held.js';

const KINDS: Readonly<Record<string, string>> = { resident_id: '居民身份证', hmt_permit: '港澳台居民居住证', foreign_permanent: '外国人永久居留身份证' };
const ASSURANCE: Readonly<Record<string, string>> = { none: '没有实名', basic: '基础实名', high: '高级实名' };
const PROVIDERS: Readonly<Record<string, string>> = { network_id: '网号网证', jinxinban: '津心办', face: '人脸核验', window: '服务窗口' };
const from = (words: Readonly<Record<string, string>>) => (value: unknown) => words[String(value)] ?? String(value);

export const PEOPLE_HELD = [
  held({
    collection: 'people',
    title: '账号和实名',
    holds: '手机号、微信标识（只存摘要）、姓名、证件种类和号码、出生日期、实名级别、登录过的设备、等级服务是否开通和当前等级、自己填写的常住地和工作地（选填）',
    why: '登录、一人一个账号、核对年龄、评定等级',
    law: '个人信息保护法第十三条（你的同意）',
    kept: '到你注销账号为止',
    by: { _id: 'person' },
    atJoin: { do: 'stay', why: 'the account itself: it is closed, and names the one it went into' },
    atDeletion: { do: 'erase' },
    copied: {
      phone: { label: '手机号', sealed: true },
      name: { label: '姓名', sealed: true },
      numberKind: { label: '证件种类', say: from(KINDS) },
      number: { label: '证件号码', sealed: true },
      zone: '常住街镇（选填）',
      'areas.live': { label: '常住地（核对优惠用，选填）', say: (value) => zoneTitles([String(value)]) },
      'areas.work': { label: '工作地（核对优惠用，选填）', say: (value) => zoneTitles([String(value)]) },
      born: { label: '出生日期', sealed: true },
      assurance: { label: '实名级别', say: from(ASSURANCE) },
      createdAt: '账号创建时间',
      frozenAt: '冻结时间',
      sessions: {
        label: '登录中的设备',
        say: (value) => (value as { deviceName: string }[]).map((s) => s.deviceName || '没有名字的设备').join('、'),
      },
      'standing.optedInAt': '等级服务开通时间',
      'standing.grade': { label: '当前等级', say: (value) => GRADE_WORDS[value as GradeOrUnrated] ?? String(value) },
      'standing.computedAt': '等级评定时间',
      'standing.schemeId': '评价方案',
      'leaving.askedAt': '申请注销的时间',
    },
    inner: ['phoneHash', 'wechatHash', 'numberHash', 'epoch', 'demo', 'standing', 'leaving', 'joinedInto', 'joined', 'areas'],
  }),
  held({
    collection: 'high_tickets',
    title: '进行中的身份核验',
    holds: '核验方式和时间、核验机构给的编号（加密）',
    why: '把核验结果取回来',
    law: '个人信息保护法第十三条（你的同意）',
    kept: '20 分钟',
    by: { personId: 'person' },
    atJoin: { do: 'stay', why: 'of a session that ended with the account' },
    atDeletion: { do: 'erase' },
    copied: { provider: { label: '核验方式', say: from(PROVIDERS) }, until: '有效到', usedAt: '完成时间' },
    inner: ['_id', 'sessionId', 'reference', 'join', 'goneAt'],
  }),
  held({
    collection: 'identity_cases',
    title: '身份被冒用的申请',
    holds: '什么时候冻结、谁申请、窗口怎样决定、账号还给谁的手机号（加密）',
    why: '核对身份，还给本人，事后能查清楚',
    law: '个人信息保护法第五十一条、第五十七条',
    kept: '决定后 5 年',
    by: { personId: 'person' },
    atJoin: { do: 'stay', why: 'whose account was frozen and by whom: it names the account of its day' },
    atDeletion: { do: 'archive', months: 60, since: 'openedAt' },
    copied: {
      state: { label: '状态', say: from({ open: '等核对', proposed: '等第二人决定', closed: '已办结' }) },
      reason: '原因',
      openedAt: '冻结时间',
      'outcome.at': '办结时间',
      'outcome.reason': '办结说明',
    },
    inner: ['_id', 'open', 'openedBy', 'proposal', 'outcome'],
  }),
];
