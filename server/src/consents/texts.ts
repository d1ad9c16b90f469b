import type { ConsentText } from '@binhai/shared/contract/consents';

/** What a merchant or partner may ask for: one purpose a kind of benefit, so that an agreement to one never covers another. */
export const PERK_PURPOSES = ['perk_deposit', 'perk_parking', 'perk_rent', 'perk_ticket', 'perk_service'] as const;
export type PerkPurpose = (typeof PERK_PURPOSES)[number];
export const isPerkPurpose = (purpose: string): purpose is PerkPurpose => (PERK_PURPOSES as readonly string[]).includes(purpose);
/** An operator's use without a deposit, by an authorisation instead of a voucher (product C5). */
export const DEPOSIT_PURPOSE = 'deposit_free';
/** Given for a time and agreed to anew in the consent centre; the others have a way of their own. */
export const isRenewable = (purpose: string): boolean => purpose === DEPOSIT_PURPOSE || isPerkPurpose(purpose);
export const CONSENT_PURPOSES = [...PERK_PURPOSES, DEPOSIT_PURPOSE, 'personal_grade', 'own_areas', 'real_name', 'face'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

export interface Named {
  readonly name: string;
  readonly contact: string;
}
/** One published wording. Never edited once it was agreed to: a new wording is a new entry behind it. */
interface Wording {
  readonly version: string;
  /** Calendar months a consent holds; null = until it is withdrawn. Offers at most 12 (domain rule 15). */
  readonly months: number | null;
  readonly text: Omit<ConsentText, 'version' | 'recipient' | 'contact'>;
}
const RIGHTS = '查看、复制、更正、撤回、投诉；撤回一步生效，不影响信用';
const NOT_SHARED = ['等级', '信用记录', '姓名', '证件号码', '手机号'];

const perk = (version: string, purpose: string, without: string): Wording => ({
  version,
  months: 12,
  text: {
    purpose: `${purpose}，不作他用`,
    method: '由本平台判断，加密接口只返回一个结果',
    kinds: ['“可享受”或“请按普通条件办理”'],
    notShared: NOT_SHARED,
    period: '12 个月，到期自动停止，续期再问你',
    rights: RIGHTS,
    impact: `不含敏感个人信息；${without}`,
    infers: '对方会知道你符合这一项优惠的条件，推不出具体等级和记录',
  },
});
const WORDINGS: { readonly [P in ConsentPurpose]: readonly [Wording, ...Wording[]] } = {
  perk_deposit: [perk('perk_deposit-1', '判断能否免押', '不授权也能使用，按普通条件付押金')],
  perk_parking: [
    perk('perk_parking-1', '判断能否享受停车优惠', '不授权也能停车，按普通条件付费'),
    {
      version: 'perk_parking-2',
      months: 12,
      text: {
        purpose: '离场时判断能否享受停车优惠，不作他用',
        method: '停车场在岗亭本地比对密文；比对上了，才把这辆车入场、离场的时间和停车场告诉本平台，算出优惠',
        kinds: ['车牌变成的密文，每周更换', '“可享受”或“请按普通条件办理”，优惠金额'],
        notShared: NOT_SHARED,
        period: '12 个月，到期自动停止，续期再问你',
        rights: RIGHTS,
        impact: '停车的时间和地点是敏感个人信息，算停车时长必须用到，保留 30 天就删除，不计入信用；不授权也能停车，按普通条件付费',
        infers: '对方会知道这个车牌开通了停车优惠，推不出姓名、等级和记录',
      },
    },
  ],
  perk_rent: [perk('perk_rent-1', '判断能否享受租住优惠', '不授权也能租住，按普通条件办理')],
  perk_ticket: [perk('perk_ticket-1', '判断能否享受门票优惠', '不授权也能购票，按普通条件付费')],
  perk_service: [perk('perk_service-1', '判断能否享受服务优惠', '不授权也能使用服务，按普通条件付费')],
  deposit_free: [
    {
      version: 'deposit_free-1',
      months: 12,
      text: {
        purpose: '判断能否免押，免掉这一家的押金，不作他用',
        method: '由本平台判断，用加密接口告诉运营方；运营方用授权号报使用情况',
        kinds: ['这一家专用的授权号', '“可享受”或“请按普通条件办理”'],
        notShared: [...NOT_SHARED, '在别家的授权和使用'],
        period: '12 个月，到期自动停止，续期再问你；运营方报来的单号、开始、结束和押金是否解除，保留 30 天',
        rights: `${RIGHTS}；正在用的这一次照原条件用完`,
        impact: '不含敏感个人信息，没有地点、路线和里程，不计入信用；不授权也能使用，按普通条件付押金',
        infers: '对方会知道你符合免押的条件，推不出具体等级和记录',
      },
    },
  ],
  personal_grade: [
    {
      version: 'personal_grade-1',
      months: null,
      text: {
        purpose: '按公布的评价方案计算你的信用等级，只用于守信激励',
        method: '从信用信息目录内的记录计算，在本平台内完成，结果只给你本人看',
        kinds: ['信用承诺与履约', '守信激励名单', '公示期内的行政处罚', '法院和部门认定的名单'],
        notShared: ['任何单位和个人都看不到你的等级', '不形成排名和分数'],
        period: '到你关闭为止，随时可以关闭',
        rights: `${RIGHTS}；对结果可以要求说明和人工复核`,
        impact: '行政处罚和名单信息属于敏感个人信息，只有评定等级才会用到；不开通不影响信用，也不影响其他服务',
        infers: '没有接收方；使用优惠时，商户只知道能不能享受',
      },
    },
    {
      version: 'personal_grade-2',
      months: null,
      text: {
        purpose: '按公布的评价方案计算你的信用等级，只用于守信激励；评价方案要修订时，用来试算草案，只得出汇总人数',
        method: '从信用信息目录内的记录计算，在本平台内完成，结果只给你本人看；试算只留人数，少于 5 人的不显示，每次都记在“谁查过我”里',
        kinds: ['信用承诺与履约', '守信激励名单', '公示期内的行政处罚', '法院和部门认定的名单', '年龄段；常住街镇（选填），只用于试算的分组'],
        notShared: ['任何单位和个人都看不到你的等级', '不形成排名和分数'],
        period: '到你关闭为止，随时可以关闭',
        rights: `${RIGHTS}；对结果可以要求说明和人工复核`,
        impact: '行政处罚和名单信息属于敏感个人信息，只有评定等级和试算草案才会用到；不开通不影响信用，也不影响其他服务',
        infers: '没有接收方；使用优惠时，商户只知道能不能享受',
      },
    },
  ],
  own_areas: [
    {
      version: 'own_areas-1',
      months: null,
      text: {
        purpose: '核对有地区条件的优惠你能不能领，不作他用',
        method: '按你自己填写的核对，不查户籍，不定位；在本平台内完成',
        kinds: ['常住的街镇或功能区', '工作的街镇或功能区'],
        notShared: ['任何单位和个人都看不到你填的地方', '不用于信用等级'],
        period: '到你撤回或注销账号为止，随时可以改、可以撤回',
        rights: RIGHTS,
        impact: '只到街镇和功能区，不含住址；不填只是领不了有地区条件的优惠',
        infers: '没有接收方；你领了有地区条件的优惠，商户会知道你常住或工作在那几个地方之一',
      },
    },
  ],
  face: [
    {
      version: 'face-1',
      months: null,
      text: {
        purpose: '确认是你本人在操作，不作他用',
        method: '由有资质的机构在它的页面核验，本平台只取回“是”或“不是”',
        kinds: ['人脸影像（只给核验机构）', '姓名', '证件号码'],
        notShared: ['等级', '信用记录', '手机号'],
        period: '核验完机构即删除；本平台不接收、不保存人脸',
        rights: `${RIGHTS}；撤回后下次换一种方式`,
        impact: '人脸是敏感个人信息，泄露后不能更换。不是必须：网号网证、津心办、服务窗口效力一样，选哪种都不影响信用',
        infers: '核验机构会知道你在本平台核验过身份',
      },
    },
  ],
  real_name: [
    {
      version: 'real_name-1',
      months: null,
      text: {
        purpose: '核验你的真实身份，一人一个账号',
        method: '加密发送给权威身份核验服务，只取回“一致”或“不一致”',
        kinds: ['姓名', '证件号码'],
        notShared: ['手机号', '等级', '信用记录'],
        period: '到你撤回或注销账号为止；核验服务不留存',
        rights: RIGHTS,
        impact: '证件号码是敏感个人信息，核验身份必须用到，保存时加密；不实名也能看优惠、公示、政策和活动',
        infers: '核验服务会知道有人在本平台核验过这个身份',
      },
    },
  ],
};

/** Wordings of the personal grade that speak of dry runs: only who agreed to one of them is in a dry run (个保法 14). */
export const TRIAL_WORDINGS: readonly string[] = ['personal_grade-2'];

const current = (purpose: ConsentPurpose): Wording => WORDINGS[purpose][WORDINGS[purpose].length - 1] as Wording;
export const currentVersion = (purpose: ConsentPurpose): string => current(purpose).version;
/** Calendar months the current wording holds; null = until withdrawn. */
export const monthsOf = (purpose: ConsentPurpose): number | null => current(purpose).months;
/** The whole current text as this recipient's. */
export const textFor = (purpose: ConsentPurpose, recipient: Named): ConsentText => {
  const { version, text } = current(purpose);
  return { version, recipient: recipient.name, contact: recipient.contact, ...text };
};
/** Recipients that are no organisation: parts of this service itself. */
export const SERVICES = {
  credit: { name: '滨海新区公共信用中心（本平台）', contact: '022-0000-2000' },
  perks: { name: '滨海新区公共信用中心（信易+ 服务）', contact: '022-0000-2000' },
  face_check: { name: '人脸核验机构', contact: '022-0000-2000' },
  real_name_register: { name: '权威身份核验服务', contact: '022-0000-2000' },
} as const satisfies Record<string, Named>;
