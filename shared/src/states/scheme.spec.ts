import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, type LocalDate } from '../dates/dates.js';
import { advanceScheme, moveScheme, SCHEME_MOVES, SCHEME_STATES, type SchemeAct, type SchemeActor, type SchemeLife, stateOn } from './scheme.js';

const NUMBERS = { consultationDays: 30, effectiveAfterDays: 30 };
const START: LocalDate = '2026-11-25';
const born: SchemeLife = {
  state: 'draft',
  drafters: ['p1'],
  mark: 'm0',
  trial: null,
  legalBy: null,
  consultation: null,
  approvedBy: null,
  from: null,
};
/** People and the roles they hold: nobody acts in a role that is not theirs; p2 and p4 may do all a member of the centre may. */
const ROLES: { readonly [person: string]: readonly SchemeActor[] } = {
  p1: ['operator'],
  p2: ['operator', 'reviewer'],
  p3: ['reviewer'],
  p4: ['operator', 'reviewer'],
  clock: ['system'],
};
type Step = { readonly person: string; readonly role: SchemeActor; readonly act: SchemeAct; readonly wait: number };
const marks = fc.constantFrom('m1', 'm2', 'm3');
const act: fc.Arbitrary<SchemeAct> = fc.oneof(
  fc.record({ event: fc.constant('edit' as const), mark: marks }),
  fc.record({ event: fc.constantFrom('try' as const, 'submit' as const, 'return' as const, 'withdraw' as const, 'take_effect' as const, 'end' as const) }),
  fc.record({ event: fc.constant('pass' as const), to: fc.option(fc.integer({ min: 0, max: 90 }).map((n) => addDays(START, n))) }),
  fc.record({ event: fc.constant('close' as const), unanswered: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ event: fc.constant('approve' as const), from: fc.integer({ min: 0, max: 400 }).map((n) => addDays(START, n)) }),
);
const step: fc.Arbitrary<Step> = fc.record({
  person: fc.constantFrom(...Object.keys(ROLES)),
  role: fc.constantFrom<SchemeActor>('operator', 'reviewer', 'system'),
  act,
  wait: fc.integer({ min: 0, max: 40 }),
});
/** What most scripts need to get far: the lawful way, with whatever comes between. */
const LAWFUL: readonly SchemeAct['event'][] = ['try', 'submit', 'pass', 'close', 'approve'];
const way: fc.Arbitrary<Step[]> = fc.tuple(fc.array(step, { maxLength: 30 }), fc.boolean()).map(([noise, help]) => {
  if (!help) return noise;
  const lawful = LAWFUL.map((event): Step => {
    const reviewer = event === 'pass';
    const a = (
      event === 'pass'
        ? { event, to: null }
        : event === 'close'
          ? { event, unanswered: 0 }
          : event === 'approve'
            ? { event, from: addDays(START, 200) }
            : { event }
    ) as SchemeAct;
    return { person: reviewer ? 'p3' : event === 'approve' ? 'p2' : 'p1', role: reviewer ? 'reviewer' : 'operator', act: a, wait: 31 };
  });
  return lawful.flatMap((l, i) => [l, ...noise.slice(i * 2, i * 2 + 2)]);
});
interface Was {
  readonly life: SchemeLife;
  readonly next: SchemeLife;
  readonly by: Step;
  readonly on: LocalDate;
}
/** Runs a script; a finished dry run is put in as the job would. Answers every act that was let through. */
function run(steps: readonly Step[], failing: readonly string[] = []): Was[] {
  let life = born;
  let on = START;
  const done: Was[] = [];
  for (const s of steps) {
    on = addDays(on, s.wait);
    const r = advanceScheme(life, s.act, { role: s.role, person: s.person === 'clock' ? null : s.person }, on, NUMBERS);
    if (!r.ok) continue;
    done.push({ life, next: r.life, by: s, on });
    life = s.act.event === 'try' ? { ...r.life, trial: { mark: r.life.mark, failing } } : r.life;
  }
  return done;
}
const property = (check: (done: Was[]) => void) =>
  fc.assert(
    fc.property(way, (steps) => check(run(steps))),
    { numRuns: 400 },
  );

describe('a scheme’s life under random acts of random people', () => {
  it('never leaves the table', () =>
    property((done) => {
      for (const { life, next, by } of done) {
        expect(SCHEME_STATES).toContain(next.state);
        expect(SCHEME_MOVES.some((m) => m.event === by.act.event && m.from.includes(life.state) && m.to === next.state && m.by.includes(by.role))).toBe(true);
      }
    }));
  it('is moved by no wrong role', () =>
    fc.assert(
      fc.property(fc.constantFrom(...SCHEME_STATES), step, (state, s) => {
        const allowed = SCHEME_MOVES.some((m) => m.event === s.act.event && m.from.includes(state) && m.by.includes(s.role));
        expect(moveScheme(state, s.act.event, s.role) !== null).toBe(allowed);
        const r = advanceScheme({ ...born, state }, s.act, s, START, NUMBERS);
        if (!allowed) expect(r).toEqual({ ok: false, code: 'scheme_wrong_state' });
      }),
    ));
  it('skips nothing: what is published was tried as it is, checked by law, open for 30 days, answered, and approved by a third person 30 days before', () => {
    let reached = 0;
    property((done) => {
      const approved = done.findIndex(({ by }) => by.act.event === 'approve');
      if (approved < 0) return;
      reached++;
      const before = done.slice(0, approved);
      const since = before.map(({ by }) => by.act.event).lastIndexOf('pass');
      const { next, on } = done[approved] as Was;
      const { consultation } = next;
      expect(since).toBeGreaterThanOrEqual(0);
      expect(before.slice(since).some(({ by }) => ['edit', 'return'].includes(by.act.event))).toBe(false); // as it was open to comments
      expect(next.trial?.mark).toBe(next.mark);
      expect(daysBetween(consultation?.from ?? '', consultation?.to ?? '')).toBeGreaterThanOrEqual(30);
      expect((before.find(({ by }, i) => i > since && by.act.event === 'close') as Was).on > (consultation?.to ?? '')).toBe(true);
      expect(daysBetween(on, next.from ?? '')).toBeGreaterThanOrEqual(30);
      expect(new Set([...next.drafters, next.legalBy, next.approvedBy]).size).toBe(next.drafters.length + 2);
    });
    expect(reached).toBeGreaterThan(10); // a property of what never happens proves nothing
  });
  it('ends where it was withdrawn, and a published one stays', () =>
    property((done) => {
      for (const [i, { next }] of done.entries())
        if (next.state === 'withdrawn') expect(done.length).toBe(i + 1);
        else if (next.state === 'published')
          expect(
            done
              .slice(i + 1)
              .map(({ by }) => by.act.event)
              .filter((e) => e !== 'take_effect' && e !== 'end'),
          ).toEqual([]);
    }));
  it('does not go on while a persona cannot reach 守信良好', () =>
    fc.assert(fc.property(way, (steps) => run(steps, ['courier']).every(({ by }) => by.act.event !== 'submit'))));
});

describe('dates', () => {
  const life = (over: Partial<SchemeLife>): SchemeLife => ({ ...born, trial: { mark: 'm0', failing: [] }, ...over });
  const at = (over: Partial<SchemeLife>, a: SchemeAct, on: LocalDate, person = 'p2') => {
    const r = advanceScheme(life(over), a, { role: a.event === 'pass' ? 'reviewer' : 'operator', person }, on, NUMBERS);
    return r.ok ? r.life.state : r.code;
  };
  const open = { state: 'consultation', consultation: { from: '2026-11-25', to: '2026-12-25' } } as const;
  it('the consultation is open on its thirtieth day in full', () => {
    expect(at(open, { event: 'close', unanswered: 0 }, '2026-12-25')).toBe('scheme_consultation_open');
    expect(at(open, { event: 'close', unanswered: 0 }, '2026-12-26')).toBe('approval');
    expect(at(open, { event: 'close', unanswered: 1 }, '2026-12-26')).toBe('scheme_unanswered');
  });
  it('may be longer, never shorter', () => {
    expect(at({ state: 'legal' }, { event: 'pass', to: '2026-12-24' }, '2026-11-25')).toBe('scheme_date_early');
    expect(at({ state: 'legal' }, { event: 'pass', to: '2027-01-31' }, '2026-11-25')).toBe('consultation');
    expect(at({ state: 'legal' }, { event: 'pass', to: 'soon' }, '2026-11-25')).toBe('scheme_date_early');
  });
  it('who drafted or checked does not approve, and the effect is 30 days off at least', () => {
    const approval = { state: 'approval', legalBy: 'p3' } as const;
    expect(at(approval, { event: 'approve', from: '2027-01-24' }, '2026-12-26')).toBe('scheme_date_early');
    expect(at(approval, { event: 'approve', from: '2027-01-25' }, '2026-12-26')).toBe('published');
    for (const person of ['p1', 'p3']) expect(at(approval, { event: 'approve', from: '2027-01-25' }, '2026-12-26', person)).toBe('scheme_same_person');
    expect(at({ state: 'legal' }, { event: 'pass', to: null }, '2026-12-26', 'p1')).toBe('scheme_same_person');
  });
  it('comes into force by itself, and ends when the next one does', () => {
    const published = { state: 'published', from: '2027-03-01' } as const;
    expect([
      stateOn(published, '2027-02-28', null),
      stateOn(published, '2027-03-01', null),
      stateOn(published, '2027-05-31', '2027-06-01'),
      stateOn(published, '2027-06-01', '2027-06-01'),
    ]).toEqual(['published', 'effective', 'effective', 'ended']);
  });
});
