import { held } from '../platform/held.js';

export const TRAVEL_HELD = [
  held({
    collection: 'issuer_proposals',
    title: '你提出的互认名单改动',
    holds: '作为运营人员提出、还没有另一位同事批准的改动',
    why: '改互认名单要两个人：提出人不能自己批准',
    law: '个人信息保护法第五十一条',
    kept: '另一位同事批准或退回为止',
    by: { by: 'person' },
    atDeletion: { do: 'keep' },
    copied: { reference: '依据', at: '提出时间' },
    inner: ['_id', 'version', 'issuers', 'from', 'organisationId'],
  }),
];
