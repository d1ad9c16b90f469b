import { held } from '../../platform/held.js';

const KINDS: Readonly<Record<string, string>> = { ordinary: '普通车牌', nev_small: '新能源小型车', nev_large: '新能源大型车' };

export const PARKING_HELD = [
  held({
    collection: 'plates',
    title: '车牌',
    holds: '车牌号（加密）、什么时候登记和核实、有没有开“先离场后付费”',
    why: '离场时认出有优惠的车',
    law: '个人信息保护法第十三条（你的同意）',
    kept: '到你解绑或注销为止',
    by: { personId: 'person' },
    atDeletion: { do: 'erase' },
    copied: {
      plate: { label: '车牌', sealed: true },
      kind: { label: '种类', say: (v) => KINDS[String(v)] ?? String(v) },
      registeredAt: '登记时间',
      verifiedAt: '核实时间',
      payLater: '先离场后付费',
      'claim.until': '有人核实了这辆车，答复到',
    },
    inner: ['_id', 'plateHash', 'place', 'claim'],
  }),
  held({
    collection: 'parking_passes',
    title: '停车场认得的密文',
    holds: '你同意过的停车场、车牌变成的密文（停车场看不出车牌以外的任何内容）',
    why: '停车场在本地认出有优惠的车，别的车牌不会送出来',
    law: '个人信息保护法第二十三条（你的单独同意）',
    kept: '到你撤回授权或解绑为止，马上删除',
    by: { personId: 'person' },
    atDeletion: { do: 'erase' },
    copied: { operatorId: '停车场代号' },
    inner: ['_id', 'plateId', 'tokens'],
  }),
  held({
    collection: 'parking_events',
    title: '停车记录',
    holds: '哪个停车场、什么时候入场和离场',
    why: '计算优惠；核实过的车给你本人看',
    law: '个人信息保护法第二十八条、第二十九条（你的单独同意）',
    kept: '30 天',
    by: { personId: 'person' },
    atDeletion: { do: 'erase' },
    copied: {
      type: { label: '入场或离场', say: (v) => (v === 'entry' ? '入场' : '离场') },
      lotId: '停车场代号',
      at: '时间',
      notMine: '你说过不是你的车',
    },
    inner: ['_id', 'operatorId', 'plateId', 'receivedAt', 'proven', 'orderId', 'goneAt'],
  }),
  held({
    collection: 'parking_orders',
    title: '停车优惠金额',
    holds: '每次停车应付、优惠和实付的金额，付清没有；没有地点和时刻',
    why: '和停车场结算，告诉你省了多少',
    law: '会计档案管理办法；个人信息保护法第十三条',
    kept: '3 年；注销后只留金额，不留是谁',
    by: { personId: 'person' },
    atDeletion: {
      do: 'detach',
      stay: { reliefFen: { $gt: 0 } },
      // each becomes somebody of its own: nothing joins two stays of one person any more
      update: [{ $set: { personId: { $concat: ['gone-', '$_id'] } } }, { $unset: ['slot', 'later', 'exitId'] }],
    },
    copied: {
      day: '日期',
      feeFen: { label: '原价', say: (v) => `${Number(v) / 100} 元` },
      reliefFen: { label: '优惠', say: (v) => `${Number(v) / 100} 元` },
      payFen: { label: '实付', say: (v) => `${Number(v) / 100} 元` },
      'later.dueOn': '最晚付款日',
      'later.paidAt': '付清时间',
    },
    inner: ['_id', 'operatorId', 'orderId', 'slot', 'exitId', 'how', 'later', 'at'],
  }),
];
