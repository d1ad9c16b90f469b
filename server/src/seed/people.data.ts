import type { Role } from '@binhai/shared/contract/http';
import type { GradeOrUnrated } from '@binhai/shared/rules/grade';

/**
 * The demo's people. All invented: names hold 示例, numbers have a right check character and belong to nobody on purpose.
 * Ingest and credit seed records by these numbers, so that `grade` comes out of the published rules, never out of this file.
 */
export interface DemoPerson {
  /** Stable name in code and tests. */
  readonly key: string;
  /** Who it is, for the list of accounts. */
  readonly who: string;
  readonly phone: string;
  readonly name?: string;
  readonly number?: string;
  readonly assurance: 'none' | 'basic' | 'high';
  /** What the rules are meant to find for a resident who opts in. */
  readonly grade?: GradeOrUnrated;
  /** Has opened the personal grade service. */
  readonly optedIn?: boolean;
  readonly member?: {
    readonly organisationId: string;
    readonly role: Role;
    readonly staffNumber: string;
    readonly shopIds?: readonly string[];
    /** Logs in with an authenticator. */
    readonly totp?: boolean;
  };
}

const RESIDENTS: readonly DemoPerson[] = [
  {
    key: 'exemplary',
    who: '居民（守信示范）',
    phone: '13900000101',
    name: '李示例宁',
    number: '120116198804132712',
    assurance: 'high',
    grade: 'exemplary',
    optedIn: true,
  },
  {
    key: 'excellent',
    who: '居民（守信优良）',
    phone: '13900000102',
    name: '周示例禾',
    number: '120107198506153041',
    assurance: 'high',
    grade: 'excellent',
    optedIn: true,
  },
  {
    key: 'good',
    who: '居民（守信良好）',
    phone: '13900000103',
    name: '陈示例舟',
    number: '120116199207271188',
    assurance: 'high',
    grade: 'good',
    optedIn: true,
  },
  {
    key: 'unrated',
    who: '居民（暂未评定，有 1 条记录在公示期）',
    phone: '13900000104',
    name: '赵示例平',
    number: '120109197903082054',
    assurance: 'high',
    grade: 'unrated',
    optedIn: true,
  },
  {
    key: 'fresh',
    who: '居民（暂未评定，还没有记录）',
    phone: '13900000105',
    name: '孙示例遥',
    number: '12011619950211402X',
    assurance: 'high',
    grade: 'unrated',
    optedIn: true,
  },
  { key: 'private', who: '居民（没有开通等级服务）', phone: '13900000106', name: '吴示例川', number: '120116198709191634', assurance: 'high', optedIn: false },
  { key: 'basic', who: '居民（只做了基础实名）', phone: '13900000107', name: '郑示例闻', number: '120108199001015154', assurance: 'basic' },
  { key: 'newcomer', who: '居民（已登录，还没有实名）', phone: '13900000108', assurance: 'none' },
  { key: 'hongkong', who: '居民（港澳台居民居住证）', phone: '13900000109', name: '何示例岚', number: '810000199106065016', assurance: 'high', optedIn: false },
  {
    key: 'driver',
    who: '居民（有两个车牌，一辆正在停车）',
    phone: '13900000112',
    name: '蒋示例驰',
    number: '120116199109083159',
    assurance: 'high',
    optedIn: false,
  },
];
const MEMBERS: readonly DemoPerson[] = [
  {
    key: 'clerk',
    who: '店员（东疆亲海公园南门）',
    phone: '13900000201',
    name: '王示例店',
    number: '120116199312241060',
    assurance: 'basic',
    member: { organisationId: 'coast-park', role: 'clerk', staffNumber: 'P0201', shopIds: ['coast-park-south'], totp: true },
  },
  {
    key: 'otherClerk',
    who: '店员（滨海泊车，另一家商户）',
    phone: '13900000202',
    name: '冯示例岗',
    number: '12011619840502217X',
    assurance: 'basic',
    member: { organisationId: 'binhai-parking', role: 'clerk', staffNumber: 'T0202', totp: true },
  },
  {
    key: 'manager',
    who: '店长（东疆亲海公园）',
    phone: '13900000203',
    name: '韩示例长',
    number: '120116199608183082',
    assurance: 'basic',
    member: { organisationId: 'coast-park', role: 'manager', staffNumber: 'P0001', totp: true },
  },
  {
    key: 'landlord',
    who: '房东',
    phone: '13900000204',
    name: '杨示例安',
    number: '120116197603204017',
    assurance: 'basic',
    member: { organisationId: 'rental-desk', role: 'landlord', staffNumber: 'F0204' },
  },
  {
    key: 'agent',
    who: '经纪人（安居房产中介）',
    phone: '13900000205',
    name: '朱示例居',
    number: '12011619810705232X',
    assurance: 'basic',
    member: { organisationId: 'anju-agency', role: 'agent', staffNumber: 'J0205' },
  },
  {
    key: 'handler',
    who: '企业经办（津沽人家餐饮）',
    phone: '13900000206',
    name: '秦示例办',
    number: '120116198909213455',
    assurance: 'basic',
    member: { organisationId: 'jingu-kitchen', role: 'handler', staffNumber: 'B0206' },
  },
  {
    key: 'representative',
    who: '法定代表人（津沽人家餐饮）',
    phone: '13900000211',
    name: '唐示例代',
    number: '120116197506091524',
    assurance: 'high',
    member: { organisationId: 'jingu-kitchen', role: 'representative', staffNumber: 'B0001' },
  },
  {
    key: 'source',
    who: '认定单位经办（区住建委）',
    phone: '13900000207',
    name: '许示例审',
    number: '120116198306170548',
    assurance: 'basic',
    member: { organisationId: 'housing-commission', role: 'source', staffNumber: 'Z0207', totp: true },
  },
  {
    key: 'enforcement',
    who: '认定单位经办（区综合执法局）',
    phone: '13900000215',
    name: '韩示例决',
    number: '120116198504120365',
    assurance: 'basic',
    member: { organisationId: 'enforcement-bureau', role: 'source', staffNumber: 'Z0215', totp: true },
  },
  {
    key: 'reviewer',
    who: '区公共信用中心审核员',
    phone: '13900000208',
    name: '何示例核',
    number: '120116198602281269',
    assurance: 'basic',
    member: { organisationId: 'credit-centre', role: 'reviewer', staffNumber: 'X0208', totp: true },
  },
  {
    key: 'operator',
    who: '区公共信用中心运营',
    phone: '13900000209',
    name: '沈示例营',
    number: '120116197809300936',
    assurance: 'basic',
    member: { organisationId: 'credit-centre', role: 'operator', staffNumber: 'X0209', totp: true },
  },
  {
    key: 'approver',
    who: '区公共信用中心主任（第二人审批）',
    phone: '13900000219',
    name: '周示例任',
    number: '120116197501152316',
    assurance: 'basic',
    member: { organisationId: 'credit-centre', role: 'operator', staffNumber: 'X0219', totp: true },
  },
  {
    key: 'auditor',
    who: '审计员',
    phone: '13900000210',
    name: '宋示例计',
    number: '120116198004121476',
    assurance: 'basic',
    member: { organisationId: 'credit-centre', role: 'auditor', staffNumber: 'X0210', totp: true },
  },
];

export const DEMO_PEOPLE: readonly DemoPerson[] = [...RESIDENTS, ...MEMBERS];
/** Throws for a key that is not there: a typo in a seeder or a test. */
export function demoPerson(key: string): DemoPerson {
  const person = DEMO_PEOPLE.find((p) => p.key === key);
  if (!person) throw new Error(`no demo person ${key}`);
  return person;
}
