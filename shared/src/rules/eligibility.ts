import { ageOn, formatDay, formatMinute, type LocalDate, localDateOf, minuteOfDay, WEEKDAYS, weekday } from '../dates/dates.js';
import { zoneTitles } from '../identifiers/zones.js';
import { GRADE_WORDS, type Grade, type GradeOrUnrated, meets } from './grade.js';

/**
 * Who may claim an offer (product C2). The one function for catalogue, claim, partner and counter: `decide` returns bits, `explain` the words, and those
 * only to the person. To anybody else the answer is yes or not now.
 */

/** How well a person's name is proven (product A2). */
export const ASSURANCES = ['none', 'basic', 'high'] as const;
export type Assurance = (typeof ASSURANCES)[number];
/** Whether the city offers personal grades at all (product B1). Off or in consultation, a grade condition becomes 'no serious record in publicity'. */
export const PERSONAL_GRADE = ['off', 'consultation', 'on'] as const;
export type PersonalGrade = (typeof PERSONAL_GRADE)[number];

/** The conditions in the order they are shown; the bit of a condition is its place here. Only ever append. */
export const CONDITIONS = [
  'service',
  'window',
  'real_name',
  'age',
  'grade',
  'no_open_record',
  'area',
  'person_limit',
  'day_limit',
  'stock',
  'consent',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** The eligibility part of an offer's version. */
export interface EligibilityRule {
  assurance: 'basic' | 'high';
  age: { min: number; max: number | null };
  minGrade: Grade | null;
  /** For offers without a grade condition that still ask for it. */
  noSeriousRecord: boolean;
  /** Zone codes of which the person has one; null: everywhere. */
  zones: readonly string[] | null;
  /** The recipient is told that the condition holds, with the person's consent. */
  consent: boolean;
  perPerson: number | null;
  perPersonPerDay: number | null;
  /** First and last day to claim, both in full. */
  from: LocalDate;
  to: LocalDate;
  /** 1 = Monday … 7 = Sunday; null: every day. */
  weekdays: readonly number[] | null;
  /** Minutes since midnight, from inclusive to exclusive; null: all day. */
  hours: { from: number; to: number } | null;
}

/** A rule that asks for no more than a real name and full age, at any time; its days are each rule's own. */
export const ANY_ADULT: Readonly<Omit<EligibilityRule, 'from' | 'to'>> = {
  assurance: 'basic',
  age: { min: 18, max: null },
  minGrade: null,
  noSeriousRecord: false,
  zones: null,
  consent: false,
  perPerson: null,
  perPersonPerDay: null,
  weekdays: null,
  hours: null,
};

export interface EligibilityFacts {
  /** The offer is published, neither paused nor ended. */
  published: boolean;
  assurance: Assurance;
  birth: LocalDate | null;
  /** 'off' while the person has not opted in. */
  grade: GradeOrUnrated | 'off';
  /** True reason of an unrated person, for the person's own screen. */
  unratedReason: string | null;
  seriousRecord: boolean;
  /** Zones of home and work as the person stated them. */
  zones: readonly string[];
  consented: boolean;
  claimed: number;
  claimedToday: number;
  /** Left of the whole stock and of today's; null: no such limit. */
  left: number | null;
  leftToday: number | null;
  personalGrade: PersonalGrade;
  /** A certificate of a listed issuer, looked at just now, stands in for the grade (product C7); left out: none was shown. */
  recognised?: boolean;
}

/** Constant facts for a person who does not exist, so that the same rule runs for everyone and takes the same path (architecture rule 5). */
export const ABSENT_PERSON: Pick<
  EligibilityFacts,
  'assurance' | 'birth' | 'grade' | 'unratedReason' | 'seriousRecord' | 'zones' | 'consented' | 'claimed' | 'claimedToday'
> = {
  assurance: 'none',
  birth: null,
  grade: 'off',
  unratedReason: null,
  seriousRecord: true,
  zones: [],
  consented: false,
  claimed: 0,
  claimedToday: 0,
};

export interface Eligibility {
  /** One bit for each condition that does not hold, by its place in CONDITIONS; 0 is a yes. */
  bits: number;
  ok: boolean;
  /** yes: claim now; consent: everything else holds, the person gives it when claiming; no: see the conditions. */
  verdict: 'yes' | 'consent' | 'no';
}

const usesGrade = (facts: EligibilityFacts, rule: EligibilityRule): boolean => rule.minGrade !== null && facts.personalGrade === 'on';
const needsCleanRecord = (facts: EligibilityFacts, rule: EligibilityRule): boolean =>
  rule.noSeriousRecord || (rule.minGrade !== null && facts.personalGrade !== 'on');
const neededAssurance = (facts: EligibilityFacts, rule: EligibilityRule): Assurance => (usesGrade(facts, rule) ? 'high' : rule.assurance);

/** Whether claims are open at this moment: days, weekdays and hours of Shanghai. */
export function withinWindow(rule: Pick<EligibilityRule, 'from' | 'to' | 'weekdays' | 'hours'>, atMs: number): boolean {
  const today = localDateOf(atMs);
  const minute = minuteOfDay(atMs);
  return (
    today >= rule.from &&
    today <= rule.to &&
    (rule.weekdays === null || rule.weekdays.indexOf(weekday(today)) >= 0) &&
    (rule.hours === null || (minute >= rule.hours.from && minute < rule.hours.to))
  );
}

/** Each condition alone, true when it holds. All of them are always computed: no early exit. */
function holds(facts: EligibilityFacts, rule: EligibilityRule, atMs: number): { readonly [key in Condition]: boolean } {
  const age = facts.birth === null ? -1 : ageOn(facts.birth, localDateOf(atMs));
  return {
    service: facts.published,
    window: withinWindow(rule, atMs),
    real_name: ASSURANCES.indexOf(facts.assurance) >= ASSURANCES.indexOf(neededAssurance(facts, rule)),
    age: age >= rule.age.min && (rule.age.max === null || age <= rule.age.max),
    grade: !usesGrade(facts, rule) || facts.recognised === true || (rule.minGrade !== null && facts.grade !== 'off' && meets(facts.grade, rule.minGrade)),
    no_open_record: !needsCleanRecord(facts, rule) || !facts.seriousRecord,
    area: rule.zones === null || rule.zones.some((zone) => facts.zones.indexOf(zone) >= 0),
    person_limit: rule.perPerson === null || facts.claimed < rule.perPerson,
    day_limit: rule.perPersonPerDay === null || facts.claimedToday < rule.perPersonPerDay,
    stock: (facts.left === null || facts.left > 0) && (facts.leftToday === null || facts.leftToday > 0),
    consent: !rule.consent || facts.consented,
  };
}

const bitOf = (condition: Condition): number => 1 << CONDITIONS.indexOf(condition);

/** @param atMs the moment of the claim, epoch milliseconds; dates and hours are Shanghai's. */
export function decide(facts: EligibilityFacts, rule: EligibilityRule, atMs: number): Eligibility {
  const holding = holds(facts, rule, atMs);
  const bits = CONDITIONS.reduce((sum, condition) => (holding[condition] ? sum : sum | bitOf(condition)), 0);
  return { bits, ok: bits === 0, verdict: bits === 0 ? 'yes' : bits === bitOf('consent') ? 'consent' : 'no' };
}

/** The conditions that do not hold, in order. */
export const unmet = (bits: number): Condition[] => CONDITIONS.filter((condition) => (bits & bitOf(condition)) !== 0);

export interface ConditionLine {
  key: Condition;
  met: 'yes' | 'consent' | 'no';
  title: string;
  hint: string;
}

/** Days of the week and hours as a rule sets them; null: no limit. */
export type Times = Pick<EligibilityRule, 'weekdays' | 'hours'>;
/** ，每周一、周二 09:00 至 17:00; nothing where there is no limit. */
const timesText = ({ weekdays, hours }: Times): string =>
  `${weekdays === null ? '' : `，每${weekdays.map((day) => `周${WEEKDAYS[day - 1]}`).join('、')}`}${hours === null ? '' : ` ${formatMinute(hours.from)} 至 ${formatMinute(hours.to)}`}`;
/** 每周一、周二 09:00 至 17:00; 随时 where there is no limit. */
export const timesWords = (times: Times): string => timesText(times).replace(/^[，\s]/, '') || '随时';
const windowText = (rule: EligibilityRule): string => `${formatDay(rule.from)}至 ${formatDay(rule.to)}${timesText(rule)}`;

type Words = { title: string; yes: string; no: string };
function words(facts: EligibilityFacts, rule: EligibilityRule): { readonly [key in Condition]: Words } {
  const grade = rule.minGrade === null ? '' : GRADE_WORDS[rule.minGrade];
  const high = neededAssurance(facts, rule) === 'high';
  return {
    service: { title: '权益正在提供', yes: '现在可以领', no: '这项权益暂停领取，恢复后再来领；已领的券不受影响' },
    window: { title: `领取时间 ${windowText(rule)}`, yes: '正在领取时间内', no: `请在 ${windowText(rule)} 领取` },
    real_name: high
      ? { title: '已完成高级实名', yes: '来自实名认证', no: '完成高级实名后可领，可以用人脸、网号网证或到窗口办理' }
      : { title: '已基础实名', yes: '来自实名认证', no: '填写姓名和证件号完成实名后可领' },
    age: {
      title: rule.age.max === null ? `年满 ${rule.age.min} 周岁` : `${rule.age.min} 至 ${rule.age.max} 周岁`,
      yes: '来自实名认证',
      no: facts.birth === null ? '完成实名后核对' : '这项权益按年龄提供，可以看看其他权益',
    },
    grade: {
      title: `达到${grade}`,
      yes: facts.recognised === true ? '按你出示的外地信用凭证认可' : '你已经达到',
      no:
        facts.grade === 'off'
          ? '开通个人信用等级服务后核对，开不开通由你决定'
          : facts.grade === 'unrated' && facts.unratedReason !== null
            ? facts.unratedReason
            : `${grade}可领`,
    },
    no_open_record: { title: '没有公示中的严重失信记录', yes: '每天重新核对', no: '有 1 条以上记录在公示期，可以到“我的信用”申请修复或提出异议' },
    area: {
      title: `常住或工作在${zoneTitles(rule.zones ?? [])}`,
      yes: '按你填写的常住地、工作地核对',
      no: facts.zones.length === 0 ? '填写常住地或工作地后核对，填不填由你决定' : '你填写的不在其中；搬家或换工作后可以改',
    },
    person_limit: { title: `每人限领 ${rule.perPerson ?? 0} 张`, yes: `已领 ${facts.claimed} 张`, no: '你已经领满，用到到期日' },
    day_limit: { title: `每人每天限领 ${rule.perPersonPerDay ?? 0} 张`, yes: `今天已领 ${facts.claimedToday} 张`, no: '今天已经领满，明天再来' },
    stock: {
      title: '还有名额',
      yes: facts.left === null ? '不限名额' : `剩 ${facts.left} 张`,
      no: facts.left !== null && facts.left <= 0 ? '已经领完，放出新名额时可以再领' : '今天的名额已经领完，明天再来',
    },
    consent: { title: '同意把核验结果告诉提供方', yes: '你已经同意，随时可以撤回', no: '领取时由你确认，随时可以撤回' },
  };
}

/** Whether the condition is one of this offer at all; what an offer does not ask is not listed. */
const asked = (facts: EligibilityFacts, rule: EligibilityRule): { readonly [key in Condition]: boolean } => ({
  service: !facts.published,
  window: true,
  real_name: true,
  age: true,
  grade: usesGrade(facts, rule),
  no_open_record: needsCleanRecord(facts, rule),
  area: rule.zones !== null,
  person_limit: rule.perPerson !== null,
  day_limit: rule.perPersonPerDay !== null,
  stock: facts.left !== null || facts.leftToday !== null,
  consent: rule.consent,
});

/** One line for each condition the offer asks, for the person's own screen only (product C2, DESIGN: CheckRow). */
export function explain(facts: EligibilityFacts, rule: EligibilityRule, atMs: number): ConditionLine[] {
  const holding = holds(facts, rule, atMs);
  const asking = asked(facts, rule);
  const saying = words(facts, rule);
  return CONDITIONS.filter((key) => asking[key]).map((key) => {
    const { title, yes, no } = saying[key];
    return holding[key] ? { key, met: 'yes', title, hint: yes } : { key, met: key === 'consent' ? 'consent' : 'no', title, hint: no };
  });
}
