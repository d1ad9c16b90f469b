// Sentences of the centre's desk of statements, H5 only.
export const statementDesk = {
  title: '商户结算',
  lead: '每月 1 日关账，商户核对后由中心结算；和核销记录差一分也不结',
  tabs: { label: '看哪些', disputed: '有异议', confirmed: '待结算', pending: '待核对', settled: '已结算' },
  list: {
    label: '月结单',
    empty: { disputed: '没有待答复的异议', confirmed: '没有待结算的', pending: '没有待商户核对的', settled: '还没有结算过' },
    columns: { provider: '商户', month: '月份', state: '状态', relief: '让利（元）', subsidy: '补贴（元）', due: '核对期限' },
    more: '后面的',
  },
  pick: '选一张月结单，在这里看明细和办理。',
  lines: { label: '按权益', columns: { title: '权益', share: '谁承担', relief: '让利', subsidy: '补贴', own: '商户承担' } },
  objection: (text: string) => `商户的异议：${text}`,
  answered: (text: string) => `中心的答复：${text}`,
  files: '下载',
  answer: { label: '答复，会发给商户', act: '答复并送商户再核对' },
  settle: { label: '付款凭证号', act: '确认并结算', note: '结算后不能撤回。' },
  difference: '这张和核销记录对不上，查清后才能结算。',
} as const;
