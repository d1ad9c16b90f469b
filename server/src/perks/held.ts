import { VOUCHER_WORDS, type VoucherState } from '@binhai/shared/states/voucher';
import { held } from '../platform/held.js';

export const PERKS_HELD = [
  held({
    collection: 'vouchers',
    title: '优惠券',
    holds: '领过的券、条款、有效期、核销的门店和时间、金额',
    why: '到店核销、和商家结算',
    law: '个人信息保护法第十三条（履行你领的券）；核销金额按会计档案管理办法',
    kept: '最后一天之后 3 年；注销后只留核销金额，不留是谁',
    by: { person: 'person' },
    atDeletion: {
      do: 'detach',
      stay: { state: { $in: ['redeemed', 'reversed'] } },
      // each becomes somebody of its own: nothing joins two vouchers of one person any more
      update: [{ $set: { person: { $concat: ['gone-', '$_id'] }, consentId: null } }, { $unset: ['locator', 'lock'] }],
    },
    copied: {
      'terms.title': '权益',
      'terms.provider': '商家',
      claimedAt: '领取时间',
      state: { label: '状态', say: (v) => VOUCHER_WORDS[v as VoucherState] ?? String(v) },
      usableFrom: '从',
      usableUntil: '到',
      terms: { label: '领取时的条款', say: (v) => String((v as { subtitle: string }).subtitle) },
      'redemption.at': '核销时间',
      'redemption.till.shopName': '核销门店',
      'redemption.kept': { label: '核销金额', say: (v) => JSON.stringify(v) },
      cancelledAt: '取消时间',
    },
    inner: [
      '_id',
      'offer',
      'offerVersion',
      'organisationId',
      'day',
      'requestId',
      'bodyHash',
      'consentId',
      'holds',
      'units',
      'slots',
      'expiresAt',
      'codeId',
      'locator',
      'kid',
      'qrStep',
      'typedStep',
      'lock',
      'redemption',
    ],
  }),
];
