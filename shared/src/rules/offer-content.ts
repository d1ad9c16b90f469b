import { addDays, isLocalDate, type LocalDate } from '../dates/dates.js';
import { zoneTitles } from '../identifiers/zones.js';
import type { RecognisedArea } from '../parameters/recognised-issuers.js';
import { type Benefit, formatDiscount } from './benefit.js';
import { type EligibilityRule, type Times, timesWords } from './eligibility.js';
import { GRADE_WORDS, GRADES, type Grade } from './grade.js';
import { divideHalfUp, formatYuan } from './money.js';
import { formatSlot, type VisitPlan } from './visit.js';

/** Who pays for the relief besides the merchant (product C9: funding and cap). Null: the merchant alone. */
export interface Subsidy {
  /** 区财政 */
  readonly by: string;
  /** Whole percent of the relief, 1 … 100. */
  readonly percent: number;
  /** Largest sum of one calendar month for this version, fen. */
  readonly monthlyCapFen: number;
}
/** Consent purposes of a merchant's offers and what they are called. */
export const OFFER_PURPOSES = ['perk_deposit', 'perk_parking', 'perk_rent', 'perk_ticket', 'perk_service'] as const;
export type OfferPurpose = (typeof OFFER_PURPOSES)[number];
export const OFFER_PURPOSE_WORDS: { readonly [purpose in OfferPurpose]: string } = {
  perk_deposit: '免押',
  perk_parking: '停车优惠',
  perk_rent: '租住优惠',
  perk_ticket: '门票优惠',
  perk_service: '服务优惠',
};

/**
 * What a merchant writes of an offer. Conditions can only say who gets it: a lowest grade, an age band, no serious record, limits and dates. There is no
 * field for 'below', for a person's work, schooling, household register or health, and none for a price that rises.
 */
export interface OfferContent {
  readonly title: string;
  readonly subtitle: string;
  readonly category: string;
  readonly zone: string;
  readonly place: string;
  readonly headline: { readonly prefix: string; readonly figure: string; readonly unit: string; readonly caption: string };
  readonly benefit: Benefit;
  readonly original: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  readonly legalBasis: string;
  readonly funding: string;
  readonly subsidy: Subsidy | null;
  readonly howToJoin: string;
  /** How well the name must be proven, where no grade is asked; a grade asks for 'high' by itself. */
  readonly assurance: EligibilityRule['assurance'];
  readonly minGrade: Grade | null;
  readonly age: { readonly min: number; readonly max: number | null };
  readonly noSeriousRecord: boolean;
  /** Zones of which the person lives or works in one; null: everywhere. */
  readonly zones: readonly string[] | null;
  readonly consent: OfferPurpose | null;
  readonly perPerson: number | null;
  readonly perPersonPerDay: number | null;
  /** First and last day to claim, both in full. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Days and hours of claiming. */
  readonly claimOn: Times;
  readonly usableDays: number;
  /** Days and hours of use; no use before `from` and after `until`, both in full, null: only `usableDays` decides. */
  readonly useOn: Times & { readonly from: LocalDate | null; readonly until: LocalDate | null };
  /** Days and times to choose from when claiming; null: any time of `useOn`. */
  readonly visits: VisitPlan | null;
  /** Divisions whose listed certificates stand in for the grade; left out: none. */
  readonly recognises?: readonly RecognisedArea[] | undefined;
  readonly shopIds: readonly string[];
  readonly total: number | null;
  readonly perDay: number | null;
}
export type OfferField =
  | 'title'
  | 'subtitle'
  | 'category'
  | 'zone'
  | 'place'
  | 'headline'
  | 'benefit'
  | 'original'
  | 'steps'
  | 'legalBasis'
  | 'funding'
  | 'howToJoin'
  | 'age'
  | 'zones'
  | 'claimOn'
  | 'useOn'
  | 'visits'
  | 'from'
  | 'to'
  | 'shopIds'
  | 'total';
/** Longest time an offer is open for claims, days; a longer one is renewed, so that somebody looks at it again. */
export const LONGEST_DAYS = 730;

const wrongTimes = ({ weekdays, hours }: Times): boolean => weekdays?.length === 0 || (hours !== null && hours.from >= hours.to);
/** What is wrong with a plan of visits, or null. */
function wrongVisits({ benefit, visits: plan }: OfferContent): string | null {
  if (plan === null) return null;
  if (plan.weekdays?.length === 0) return '至少选一天可以到访';
  if (plan.slots.length === 0) return '至少写一个时段';
  if (plan.slots.some((s, i) => s.from >= s.to || plan.slots.some((before, n) => n < i && before.to > s.from))) return '时段要从早到晚写，不能重叠';
  if (plan.slots.some((s) => s.capacity < plan.maxHeads)) return '每个时段的名额要不少于一张最多几位';
  if (benefit.kind === 'heads' && plan.maxHeads > benefit.maxHeads) return '一张最多几位，要和柜台算法里的一致或更少';
  return null;
}

/** Fields that keep a draft from being sent in, with the sentence to show beside each. @param today Shanghai date */
export function missingIn(c: OfferContent, today: LocalDate): { readonly field: OfferField; readonly say: string }[] {
  const short = (text: string, least: number): boolean => text.trim().length < least;
  const found: (readonly [boolean, OfferField, string])[] = [
    [short(c.title, 4), 'title', '写清是什么优惠，至少 4 个字'],
    [short(c.subtitle, 2), 'subtitle', '写一句话说明优惠'],
    [c.category === '', 'category', '选一个领域'],
    [c.zone === '', 'zone', '选一个区域'],
    [short(c.place, 2), 'place', '写在哪里用'],
    [short(c.headline.figure, 1) || short(c.headline.caption, 2), 'headline', '填票面上的大字和说明'],
    [c.benefit.kind === 'fixed' && short(c.benefit.text, 4), 'benefit', '写清到店给什么'],
    [short(c.original, 2), 'original', '写没有优惠时的价格'],
    [c.steps.filter((s) => !short(s, 2)).length === 0, 'steps', '至少写一步怎么用'],
    [short(c.legalBasis, 6), 'legalBasis', '写依据的文件和条款'],
    [short(c.funding, 4), 'funding', '写钱由谁出'],
    [short(c.howToJoin, 6), 'howToJoin', '写别的商家怎么加入'],
    [c.age.max !== null && c.age.max < c.age.min, 'age', '最大年龄要不小于最小年龄'],
    [c.zones?.length === 0, 'zones', '至少选一个常住或工作的区域'],
    [wrongTimes(c.claimOn), 'claimOn', '至少选一天；开始时间要早于结束时间'],
    [wrongTimes(c.useOn), 'useOn', '至少选一天；开始时间要早于结束时间'],
    [c.useOn.until !== null && c.useOn.until < (c.useOn.from ?? c.from), 'useOn', '最晚使用日要在最早使用日、开始领取日之后'],
    [wrongVisits(c) !== null, 'visits', wrongVisits(c) ?? ''],
    [!isLocalDate(c.from), 'from', '填开始日期'],
    [!isLocalDate(c.to) || c.to < c.from || c.to < today, 'to', '结束日期要在开始之后，今天或以后'],
    [isLocalDate(c.from) && isLocalDate(c.to) && c.to > addDays(c.from, LONGEST_DAYS), 'to', `最长 ${LONGEST_DAYS} 天，到期再续`],
    [c.shopIds.length === 0, 'shopIds', '至少选一个门店'],
    [c.total !== null && c.perDay !== null && c.perDay > c.total, 'total', '每天的名额不能多于总名额'],
  ];
  return found.filter(([wrong]) => wrong).map(([, field, say]) => ({ field, say }));
}

const useWords = (use: OfferContent['useOn']): string =>
  [use.from && `${use.from} 起`, use.until && `${use.until} 止`, timesWords(use)].filter((part) => part).join('，');
export const visitWords = (plan: VisitPlan | null): string =>
  plan === null
    ? '不选，有效期内随时'
    : `${timesWords({ weekdays: plan.weekdays, hours: null }).replace('随时', '每天')}，提前 ${plan.days} 天内，${plan.slots.map((s) => `${formatSlot(s)} ${s.capacity} 位`).join('、')}，一张最多 ${plan.maxHeads} 位`;
/** 不限等级 / 守信良好起 / 守信示范. */
export const gradeWords = (grade: Grade | null): string => (grade === null ? '不限等级' : grade === GRADES[0] ? GRADE_WORDS[grade] : `${GRADE_WORDS[grade]}起`);
export function benefitWords(b: Benefit): string {
  if (b.kind === 'fixed') return b.text;
  if (b.kind === 'percent') return `按账单 ${formatDiscount(b.payPercent)}${b.capFen === null ? '' : `，最多减 ${formatYuan(b.capFen)}`}`;
  return `按人数，每位 ${formatYuan(b.priceFen)}，${formatDiscount(b.payPercent)}，最多 ${b.maxHeads} 位`;
}
export const subsidyWords = (s: Subsidy | null): string => (s === null ? '商户全部承担' : `${s.by}承担 ${s.percent}%，每月最多 ${formatYuan(s.monthlyCapFen)}`);
const limit = (n: number | null, unit: string): string => (n === null ? '不限' : `${n} ${unit}`);

/** Every line of an offer in words, by key: what the approver compares with the version in use. */
export function offerLines(c: OfferContent): { readonly key: string; readonly title: string; readonly text: string }[] {
  const { prefix, figure, unit, caption } = c.headline;
  return [
    { key: 'title', title: '名称', text: c.title },
    { key: 'subtitle', title: '一句话说明', text: c.subtitle },
    { key: 'headline', title: '票面', text: `${prefix}${figure}${unit} ${caption}`.trim() },
    { key: 'benefit', title: '柜台怎么算', text: benefitWords(c.benefit) },
    { key: 'original', title: '没有优惠时', text: c.original },
    { key: 'minGrade', title: '从哪一档起', text: gradeWords(c.minGrade) },
    { key: 'assurance', title: '实名', text: c.assurance === 'high' ? '高级实名' : '基础实名' },
    { key: 'zones', title: '常住或工作在', text: c.zones === null ? '不限' : zoneTitles(c.zones) },
    { key: 'age', title: '年龄', text: c.age.max === null ? `满 ${c.age.min} 周岁` : `${c.age.min} 至 ${c.age.max} 周岁` },
    { key: 'noSeriousRecord', title: '没有公示中的严重失信记录', text: c.noSeriousRecord ? '要求' : '不要求' },
    { key: 'consent', title: '要用户授权', text: c.consent === null ? '不要' : OFFER_PURPOSE_WORDS[c.consent] },
    { key: 'perPerson', title: '每人', text: limit(c.perPerson, '张') },
    { key: 'perPersonPerDay', title: '每人每天', text: limit(c.perPersonPerDay, '张') },
    { key: 'total', title: '总名额', text: limit(c.total, '个') },
    { key: 'perDay', title: '每天名额', text: limit(c.perDay, '个') },
    { key: 'dates', title: '领取日期', text: `${c.from} 至 ${c.to}` },
    { key: 'claimOn', title: '领取时间', text: timesWords(c.claimOn) },
    { key: 'usableDays', title: '领后几天内用', text: `${c.usableDays} 天` },
    { key: 'useOn', title: '使用时间', text: useWords(c.useOn) },
    { key: 'visits', title: '领取时选日期和时段', text: visitWords(c.visits) },
    { key: 'place', title: '在哪里', text: c.place },
    { key: 'shops', title: '门店', text: `${c.shopIds.length} 处` },
    { key: 'steps', title: '怎么用', text: c.steps.join('；') },
    { key: 'notes', title: '其他条款', text: c.notes.join('；') },
    { key: 'legalBasis', title: '依据', text: c.legalBasis },
    { key: 'funding', title: '资金', text: c.funding },
    { key: 'subsidy', title: '谁承担', text: subsidyWords(c.subsidy) },
    { key: 'howToJoin', title: '别的商家怎么加入', text: c.howToJoin },
  ];
}

/**
 * The subsidy of a month's relief of one version: half-up to a fen on the sum, then the cap. What is left is the merchant's own, so that both always
 * add up to the relief.
 * @param reliefFen whole fen ≥ 0
 */
export const subsidyOf = (reliefFen: number, subsidy: Subsidy | null): number =>
  subsidy === null ? 0 : Math.min(divideHalfUp(reliefFen * subsidy.percent, 100), subsidy.monthlyCapFen);
