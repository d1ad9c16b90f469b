import { better, GRADES, type GradeOrUnrated } from './grade.js';

/** A dry run's counts (product B5): how many people a draft would move, both ways, by grade, zone and age band. Never who. */
export const AGE_BANDS = ['18-29', '30-44', '45-59', '60+', 'unknown'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];
/** @param age full years; null when it is not known */
export function ageBand(age: number | null): AgeBand {
  if (age === null) return 'unknown';
  return age < 30 ? '18-29' : age < 45 ? '30-44' : age < 60 ? '45-59' : '60+';
}

export interface Margin {
  readonly people: number;
  readonly up: number;
  readonly down: number;
  /** With 守信良好 or better, by the present scheme and by the draft. */
  readonly goodNow: number;
  readonly goodNext: number;
}
export interface TrialCounts {
  readonly people: number;
  /** `from>to` → people, whoever stays included. */
  readonly moves: { readonly [move: string]: number };
  readonly zones: { readonly [zone: string]: Margin };
  readonly ages: { readonly [band: string]: Margin };
}
export const NO_COUNTS: TrialCounts = { people: 0, moves: {}, zones: {}, ages: {} };

export interface TrialPerson {
  readonly now: GradeOrUnrated;
  readonly next: GradeOrUnrated;
  /** Nine-digit code of the zone the person named; null when none was named. */
  readonly zone: string | null;
  readonly age: number | null;
}
const UNKNOWN_ZONE = 'unknown';
const one = (yes: boolean): number => (yes ? 1 : 0);
const count = (m: Margin | undefined, { now, next }: TrialPerson): Margin => ({
  people: (m?.people ?? 0) + 1,
  up: (m?.up ?? 0) + one(better(next, now)),
  down: (m?.down ?? 0) + one(better(now, next)),
  goodNow: (m?.goodNow ?? 0) + one(now !== 'unrated'),
  goodNext: (m?.goodNext ?? 0) + one(next !== 'unrated'),
});
/** The counts with one person more. */
export function countPerson(counts: TrialCounts, person: TrialPerson): TrialCounts {
  const move = `${person.now}>${person.next}`;
  const zone = person.zone ?? UNKNOWN_ZONE;
  const band = ageBand(person.age);
  return {
    people: counts.people + 1,
    moves: { ...counts.moves, [move]: (counts.moves[move] ?? 0) + 1 },
    zones: { ...counts.zones, [zone]: count(counts.zones[zone], person) },
    ages: { ...counts.ages, [band]: count(counts.ages[band], person) },
  };
}

/** Null: fewer people than may be shown. */
export type Cell = number | null;
export type ShownMargin = { readonly [K in keyof Margin]: Cell };
export interface TrialReport {
  readonly people: Cell;
  readonly up: Cell;
  readonly down: Cell;
  readonly same: Cell;
  readonly grades: { readonly grade: GradeOrUnrated; readonly now: Cell; readonly next: Cell; readonly up: Cell; readonly down: Cell }[];
  readonly zones: (ShownMargin & { readonly zone: string })[];
  readonly ages: (ShownMargin & { readonly band: AgeBand })[];
}
const SCALE: readonly GradeOrUnrated[] = [...GRADES, 'unrated'];

/**
 * What is shown of the counts. A cell of fewer than `smallest` people, none included, is not shown; every other is rounded down to a multiple of
 * it, so that what is hidden cannot be had by subtraction: a sum or a difference of shown cells is off by up to `smallest` for each of them.
 */
export function trialReport(counts: TrialCounts, smallest: number): TrialReport {
  const cell = (n: number): Cell => (n < smallest ? null : n - (n % smallest));
  const sum = (which: (now: GradeOrUnrated, next: GradeOrUnrated) => boolean): number =>
    SCALE.reduce((all, now) => all + SCALE.reduce((n, next) => n + (which(now, next) ? (counts.moves[`${now}>${next}`] ?? 0) : 0), 0), 0);
  const shown = (m: Margin): ShownMargin => ({
    people: cell(m.people),
    up: cell(m.up),
    down: cell(m.down),
    goodNow: cell(m.goodNow),
    goodNext: cell(m.goodNext),
  });
  return {
    people: cell(counts.people),
    up: cell(sum((now, next) => better(next, now))),
    down: cell(sum((now, next) => better(now, next))),
    same: cell(sum((now, next) => now === next)),
    grades: SCALE.map((grade) => ({
      grade,
      now: cell(sum((now) => now === grade)),
      next: cell(sum((_, next) => next === grade)),
      // into this grade from below, and out of it downwards
      up: cell(sum((now, next) => next === grade && better(next, now))),
      down: cell(sum((now, next) => now === grade && better(now, next))),
    })),
    zones: Object.keys(counts.zones)
      .sort()
      .map((zone) => ({ zone, ...shown(counts.zones[zone] as Margin) })),
    ages: AGE_BANDS.filter((band) => counts.ages[band] !== undefined).map((band) => ({ band, ...shown(counts.ages[band] as Margin) })),
  };
}
