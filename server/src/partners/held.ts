import { held } from '../platform/held.js';

export const PARTNERS_HELD = [
  held({
    collection: 'partners',
    title: '你提出的合作方登记',
    holds: '作为运营人员提出、还没有另一位同事批准的登记',
    why: '增加合作方能问的事项要两个人：提出人不能自己批准',
    law: '个人信息保护法第五十一条',
    kept: '另一位同事批准或退回为止',
    by: { 'proposed.by': 'person' },
    atDeletion: { do: 'keep' },
    copied: { name: '合作方', 'proposed.at': '提出时间' },
    inner: ['_id', 'kind', 'state', 'purposes', 'claims', 'keys', 'webhook', 'createdAt', 'proposed', 'rev'],
  }),
];
