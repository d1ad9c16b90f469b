import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { advanceOffer, isClaimable, NEW_OFFER, OFFER_CHECKS, type OfferAct, type OfferActor, type OfferLife } from './offer.js';

/** People and the roles they hold; `both` manages the shop and works for the centre. */
const ROLES: { readonly [person: string]: readonly OfferActor[] } = {
  manager: ['manager'],
  both: ['manager', 'operator'],
  operator: ['operator'],
  clock: ['system'],
};
const act: fc.Arbitrary<OfferAct> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ event: fc.constantFrom('edit', 'return', 'withdraw', 'pause', 'resume', 'end', 'replace') }) as fc.Arbitrary<OfferAct> },
  fc.record({ event: fc.constant('submit' as const), missing: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ event: fc.constant('approve' as const), checks: fc.oneof(fc.constant([...OFFER_CHECKS]), fc.subarray([...OFFER_CHECKS])) }),
);
const step = fc.record({ person: fc.constantFrom(...Object.keys(ROLES)), role: fc.constantFrom<OfferActor>('manager', 'operator', 'system'), act });
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
interface Taken extends Step {
  readonly was: OfferLife;
  readonly life: OfferLife;
}
/** The acts of a script that were let through. Nobody acts in a role that is not theirs. */
function run(script: readonly Step[]): Taken[] {
  let life = NEW_OFFER;
  const taken: Taken[] = [];
  for (const s of script) {
    if (!ROLES[s.person]?.includes(s.role)) continue;
    const r = advanceOffer(life, s.act, { role: s.role, person: s.role === 'system' ? null : s.person });
    if (!r.ok) continue;
    taken.push({ ...s, was: life, life: r.life });
    life = r.life;
  }
  return taken;
}
const lawful: readonly Step[] = [
  { person: 'manager', role: 'manager', act: { event: 'edit' } },
  { person: 'manager', role: 'manager', act: { event: 'submit', missing: 0 } },
  { person: 'operator', role: 'operator', act: { event: 'approve', checks: [...OFFER_CHECKS] } },
];
/** Noise alone, or noise between the steps that lead to publication. */
const script = fc
  .tuple(fc.array(step, { maxLength: 30 }), fc.boolean())
  .map(([noise, help]) => (help ? lawful.flatMap((l, i) => [...noise.slice(i * 3, i * 3 + 3), l]).concat(noise.slice(9)) : noise));

describe('whatever anybody tries with an offer', () => {
  it('it is never to be had before somebody else than its writers has approved it, with every check', () =>
    fc.assert(
      fc.property(script, (s) => {
        const taken = run(s);
        taken.forEach(({ life }, i) => {
          if (!isClaimable(life.state)) return;
          const approval = taken.slice(0, i + 1).filter((t) => t.act.event === 'approve');
          expect(approval).toHaveLength(1);
          const [one] = approval;
          expect(one?.role).toBe('operator');
          const writers = taken.filter((t) => t.act.event === 'edit' || t.act.event === 'submit').map((t) => t.person);
          expect(writers).not.toContain(one?.person);
          expect([...life.checks].sort()).toEqual([...OFFER_CHECKS].sort());
        });
      }),
      { numRuns: 2000 },
    ));
  it('what ended, was replaced or withdrawn stays so', () =>
    fc.assert(
      fc.property(script, (s) => {
        for (const { was } of run(s)) expect(['ended', 'replaced', 'withdrawn']).not.toContain(was.state);
      }),
      { numRuns: 1000 },
    ));
  it('the merchant does not start again what the centre has stopped', () =>
    fc.assert(
      fc.property(script, (s) => {
        for (const t of run(s)) if (t.act.event === 'resume' && t.was.pausedBy === 'operator') expect(t.role).toBe('operator');
      }),
      { numRuns: 1000 },
    ));
  it('the contents do not change once they were sent in', () =>
    fc.assert(fc.property(script, (s) => run(s).every((t) => t.act.event !== 'edit' || t.was.state === 'draft'))));
  it('scripts reach every state and every refusal', () => {
    const scripts = fc.sample(script, { numRuns: 3000, seed: 20261125 });
    const states = new Set(scripts.flatMap((s) => run(s).map((t) => t.life.state)));
    expect([...states].sort()).toEqual(['draft', 'ended', 'paused', 'published', 'replaced', 'submitted', 'withdrawn']);
  });
});
