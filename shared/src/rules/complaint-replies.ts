/** Answers to begin with at the desk; whoever decides adds what they found. A new one is a row. */
export interface ReplyTemplate {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly uphold: boolean;
  /** Kinds it fits. */
  readonly kinds: readonly string[];
}
const CERTIFICATE = ['forced_certificate', 'screenshot', 'asked_why'];
const REVIEW = ['grade_review', 'offer_review'];
export const REPLY_TEMPLATES: readonly ReplyTemplate[] = [
  { code: 'forced', title: '核实属实', uphold: true, kinds: CERTIFICATE, text: '经向机构核实，情况属实。出示凭证由租客决定，已责令这家机构改正。' },
  { code: 'refused', title: '门店应当核销', uphold: true, kinds: ['voucher_refused'], text: '经核对当天的核销记录，券在有效期内，门店应当核销，已责令改正。' },
  { code: 'overcharged', title: '多收的钱退回', uphold: true, kinds: ['voucher_refused'], text: '经核对账单，门店多收了钱，已责令在 3 个工作日内退还。' },
  { code: 'promise', title: '承诺应当兑现', uphold: true, kinds: ['government'], text: '经核对承诺和办理情况，单位没有按承诺办理，已请它书面说明并限期改正。' },
  { code: 'service', title: '服务有不足', uphold: true, kinds: ['service'], text: '经了解当天的情况，服务有不足，已向经办人员指出并改正。' },
  { code: 'input', title: '材料有出入', uphold: true, kinds: REVIEW, text: '经逐条核对，有一条材料与原单位的记录不一致，已更正，并按同一套规则重新核对。' },
  {
    code: 'rule_held',
    title: '没有出入',
    uphold: false,
    kinds: REVIEW,
    text: '经逐条核对当时的材料和规则，没有出入。解释里写了怎样能达到；记录有误的，可以另外提出异议。',
  },
  {
    code: 'terms',
    title: '不在条款范围',
    uphold: false,
    kinds: ['voucher_refused'],
    text: '经核对券的条款，当时不在可用的时间或门店范围内。券照常保留，可以在条款写明的时间和门店使用。',
  },
  {
    code: 'not_found',
    title: '没有查到',
    uphold: false,
    kinds: [...CERTIFICATE, 'voucher_refused', 'government', 'service'],
    text: '经调取当天的记录，没有查到所述情况。有新的材料可以再次提出。',
  },
  { code: 'elsewhere', title: '由别的单位办理', uphold: false, kinds: ['government', 'service'], text: '这件事由别的单位办理，已告知它的名称和联系电话。' },
];
/** Those that fit this kind and this answer. @param kind code of a complaint kind */
export const repliesFor = (kind: string, uphold: boolean): ReplyTemplate[] => REPLY_TEMPLATES.filter((r) => r.uphold === uphold && r.kinds.indexOf(kind) >= 0);
