import type { NewPartner } from '../partners/partners.service.js';

/** Bodies of the demo that have a system which calls ours; invented like their organisations. */
export const DEMO_PARTNERS: readonly NewPartner[] = [
  {
    id: 'tide-bike',
    kind: 'deposit_free',
    state: 'active',
    purposes: [{ purpose: 'deposit_free', statement: '骑行前判断能否免押金，不作他用', minGrade: 'good' }],
    claims: ['deposit_free', 'ride_events'],
  },
  {
    id: 'bay-power',
    kind: 'deposit_free',
    state: 'active',
    purposes: [{ purpose: 'deposit_free', statement: '借充电宝时判断能否免押金，不作他用', minGrade: null }],
    claims: ['deposit_free', 'ride_events'],
  },
  {
    id: 'jinbin-charging',
    kind: 'deposit_free',
    state: 'active',
    purposes: [{ purpose: 'deposit_free', statement: '借充电宝时判断能否免押金，不作他用', minGrade: 'good' }],
    claims: ['deposit_free', 'ride_events'],
  },
  {
    id: 'binhai-parking',
    kind: 'parking',
    state: 'active',
    purposes: [{ purpose: 'perk_parking', statement: '车辆离场时判断能否享受停车优惠，不作他用', minGrade: null }],
    claims: ['parking_plates', 'parking_events'],
  },
  {
    id: 'harbour-parking',
    kind: 'parking',
    state: 'active',
    purposes: [{ purpose: 'perk_parking', statement: '车辆离场时判断能否享受停车优惠，不作他用', minGrade: 'good' }],
    claims: ['parking_plates', 'parking_events'],
  },
  {
    id: 'eco-parking',
    kind: 'parking',
    state: 'active',
    purposes: [{ purpose: 'perk_parking', statement: '车辆离场时判断能否享受停车优惠，不作他用', minGrade: null }],
    claims: ['parking_plates', 'parking_events'],
  },
  {
    id: 'coast-park',
    kind: 'travel',
    state: 'active',
    purposes: [{ purpose: 'perk_ticket', statement: '验票时判断能否享受门票优惠，不作他用', minGrade: 'good' }],
    claims: ['offer_verdict', 'ticket_entry'],
  },
];
