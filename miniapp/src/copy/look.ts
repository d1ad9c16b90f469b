// Sentences of one look at a person's data, and of checking it on this phone.
export const look = {
  title: '查询详情',
  who: '查询方',
  time: '时间',
  purpose: '用途',
  basis: '依据',
  items: '查询内容',
  none: '没有看到内容',
  sealed: (until: string) => `这次查询依法暂不告知，到 ${until}为止；现在已经公开。`,
  authority: '提出机关',
  statute: '法律依据',
  document: '文书号',
  unknown: '不认识这次查询',
  gone: { title: '没有找到这条', text: '可能在更早的记录里，回到列表往下翻。', action: '回到列表' },
} as const;
