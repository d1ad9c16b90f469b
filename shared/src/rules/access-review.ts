import { formatClock, type LocalDate, localDateOf, minuteOfDay } from '../dates/dates.js';
import type { AccessReview } from '../parameters/access-review.js';
import type { WorkCalendar } from './deadlines.js';

/** Why a look is put before an auditor. None of them says that it was wrong: each asks for an explanation. */
export const REVIEW_RULES = ['out_of_hours', 'bulk', 'self_interest', 'no_open_case'] as const;
export type ReviewRule = (typeof REVIEW_RULES)[number];
/** What the looker is to whom was looked at, as far as the data knows. */
export type Relation = 'self' | 'household' | 'own_organisation';

export interface ReviewedLook {
  readonly id: string;
  readonly atMs: number;
  readonly kind: 'staff' | 'merchant';
  readonly subject: string;
  readonly purpose: string;
  /** The ground it names is a case, an order or the person's own agreement. */
  readonly grounded: boolean;
  readonly relation: Relation | null;
}
export interface Finding {
  readonly rule: ReviewRule;
  /** Entries it rests on, in order of time. */
  readonly looks: readonly string[];
  readonly people: number;
  /** One sentence for the auditor. */
  readonly words: string;
}
const RELATIONS: Readonly<Record<Relation, string>> = { self: '本人', household: '家人', own_organisation: '本单位的人' };

/**
 * What is unusual about the looks of one person at work, in one organisation, on one Shanghai day.
 * @param looks in order of time
 */
export function reviewLooks(looks: readonly ReviewedLook[], parameters: AccessReview, calendar: WorkCalendar): Finding[] {
  const findings = [outOfHours(looks, parameters, calendar), bulk(looks, parameters), selfInterest(looks, parameters), noOpenCase(looks, parameters)];
  return findings.filter((f): f is Finding => f !== null);
}

const peopleOf = (looks: readonly ReviewedLook[]): number => new Set(looks.map((l) => l.subject)).size;
function finding(rule: ReviewRule, looks: readonly ReviewedLook[], words: (times: string, looks: number, people: number) => string): Finding | null {
  const [first, last] = [looks[0], looks[looks.length - 1]];
  if (first === undefined || last === undefined) return null;
  const times = first === last ? formatClock(first.atMs) : `${formatClock(first.atMs)} 到 ${formatClock(last.atMs)}`;
  const people = peopleOf(looks);
  return { rule, looks: looks.map((l) => l.id), people, words: words(times, looks.length, people) };
}
/** Staff outside office hours, or on a day without work. A shop's hours are its own. */
function outOfHours(looks: readonly ReviewedLook[], { office }: AccessReview, calendar: WorkCalendar): Finding | null {
  const rest = (day: LocalDate) => !calendar.isWorkday(day);
  const out = looks.filter((l) => {
    const minute = minuteOfDay(l.atMs);
    return l.kind === 'staff' && (minute < office.from || minute >= office.to || rest(localDateOf(l.atMs)));
  });
  const why = out[0] !== undefined && rest(localDateOf(out[0].atMs)) ? '休息日' : '工作时间以外';
  return finding('out_of_hours', out, (times, n, people) => `${times}，${why}查询 ${n} 次，涉及 ${people} 人`);
}
/** The most different people in any window of the parameters' length. */
function bulk(looks: readonly ReviewedLook[], { bulk: limits, duties }: AccessReview): Finding | null {
  const counted = looks.filter((l) => duties.indexOf(l.purpose) < 0);
  const kind = counted[0]?.kind;
  if (kind === undefined) return null;
  const { people, minutes } = limits[kind];
  let most: readonly ReviewedLook[] = [];
  let mostPeople = people;
  let start = 0;
  const inWindow = new Map<string, number>();
  counted.forEach((look, end) => {
    inWindow.set(look.subject, (inWindow.get(look.subject) ?? 0) + 1);
    for (let first = counted[start]; first !== undefined && look.atMs - first.atMs > minutes * 60_000; first = counted[++start]) {
      const left = (inWindow.get(first.subject) ?? 0) - 1;
      if (left > 0) inWindow.set(first.subject, left);
      else inWindow.delete(first.subject);
    }
    if (inWindow.size > mostPeople) {
      mostPeople = inWindow.size;
      most = counted.slice(start, end + 1);
    }
  });
  return finding('bulk', most, (times, _, n) => `${times}，${minutes} 分钟内查询 ${n} 人，超过 ${people} 人`);
}
/** A duty of its own comes upon colleagues too, never upon oneself or one's family. */
function selfInterest(looks: readonly ReviewedLook[], { duties }: AccessReview): Finding | null {
  const own = looks.filter((l) => l.relation !== null && !(l.relation === 'own_organisation' && duties.indexOf(l.purpose) >= 0));
  const relations = [...new Set(own.map((l) => (l.relation === null ? '' : RELATIONS[l.relation])))].join('、');
  return finding('self_interest', own, (times, n) => `${times}，查询了${relations}的信息 ${n} 次`);
}
/** A look by staff that names no case, no order and no agreement. */
function noOpenCase(looks: readonly ReviewedLook[], { duties }: AccessReview): Finding | null {
  const bare = looks.filter((l) => l.kind === 'staff' && !l.grounded && duties.indexOf(l.purpose) < 0);
  return finding('no_open_case', bare, (times, n, people) => `${times}，查询 ${n} 次，涉及 ${people} 人，没有对应的办理事项`);
}
