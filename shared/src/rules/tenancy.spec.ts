import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TENANCY_2026, TenancyParameters } from '../parameters/tenancy.js';
import { CERTIFICATE_MOVES, CERTIFICATE_STATES, moveCertificate, moveViewing, VIEWING_MOVES, VIEWING_STATES } from '../states/certificate.js';
import { ABSENT_CERTIFICATE, decideLook, type LookFacts, meetsBenefit, type TenantFacts } from './tenancy.js';

const NOW = Date.parse('2026-11-25T10:00:00+08:00');
const TODAY = '2026-11-25';
const facts: fc.Arbitrary<LookFacts> = fc.record({
  state: fc.constantFrom(...CERTIFICATE_STATES),
  until: fc.constantFrom('2026-11-24', TODAY, '2026-12-02'),
  used: fc.integer({ min: 0, max: 5 }),
  most: fc.integer({ min: 1, max: 5 }),
  approval: fc.boolean(),
  faceToFace: fc.boolean(),
  here: fc.boolean(),
  holds: fc.boolean(),
  viewing: fc.option(fc.record({ state: fc.constantFrom(...VIEWING_STATES), untilMs: fc.constantFrom(NOW - 1, NOW, NOW + 1) })),
});
const tenant: fc.Arbitrary<TenantFacts> = fc.record({
  assurance: fc.constantFrom('none', 'basic', 'high'),
  birth: fc.option(fc.constantFrom('1990-03-07', '2008-11-25', '2008-11-26', '2012-01-01')),
  grade: fc.constantFrom('off', 'unrated', 'good', 'excellent', 'exemplary'),
  unratedReason: fc.constant(null),
  seriousRecord: fc.boolean(),
  personalGrade: fc.constantFrom('off', 'consultation', 'on'),
});

describe('what a look shows', () => {
  test('nothing of a certificate that has ended in any way, whatever else is true', () => {
    fc.assert(
      fc.property(facts, (f) => {
        const ended = f.state !== 'active' || f.until < TODAY || !f.here || !f.holds;
        if (ended) expect(decideLook(f, TODAY, NOW)).toBe('void');
      }),
    );
  });
  test('only what the tenant approved, or held out where they chose to', () => {
    fc.assert(
      fc.property(facts, (f) => {
        const outcome = decideLook(f, TODAY, NOW);
        if (outcome === 'shown') expect(f.viewing?.state).toBe('approved');
        if (outcome === 'show') expect([f.faceToFace, f.approval, f.used < f.most]).toEqual([true, false, true]);
      }),
    );
  });
  test('a certificate that is not there is void for everybody', () => {
    fc.assert(fc.property(facts, (f) => expect(decideLook({ ...f, ...ABSENT_CERTIFICATE }, TODAY, NOW)).toBe('void')));
  });
  test('the last day counts in full; a request ends with its hour', () => {
    const open: LookFacts = { state: 'active', until: TODAY, used: 0, most: 1, approval: true, faceToFace: false, here: true, holds: true, viewing: null };
    expect(decideLook(open, TODAY, NOW)).toBe('ask');
    expect(decideLook({ ...open, viewing: { state: 'asked', untilMs: NOW + 1 } }, TODAY, NOW)).toBe('wait');
    expect(decideLook({ ...open, viewing: { state: 'asked', untilMs: NOW } }, TODAY, NOW)).toBe('ask');
    expect(decideLook({ ...open, viewing: { state: 'declined', untilMs: NOW } }, TODAY, NOW)).toBe('declined');
  });
});
describe('the condition', () => {
  test('a better grade never loses a benefit, and nobody below the rule has it', () => {
    const order = ['off', 'unrated', 'good', 'excellent', 'exemplary'] as const;
    fc.assert(
      fc.property(tenant, fc.constantFrom(...TENANCY_2026.benefits), (who, benefit) => {
        const has = order.map((grade) => meetsBenefit({ ...who, grade }, benefit, NOW));
        for (let i = 1; i < has.length; i++) expect(has[i - 1] && !has[i]).toBe(false);
        if (benefit.minGrade === 'good' && who.personalGrade === 'on') expect(has.slice(0, 2)).toEqual([false, false]);
        if (who.birth === null || who.birth > '2008-11-25' || who.assurance === 'none') expect(has.some(Boolean)).toBe(false);
      }),
    );
  });
  test('the first version fits its schema', () => {
    expect(TenancyParameters.parse(TENANCY_2026)).toEqual(TENANCY_2026);
  });
});
describe('states', () => {
  test('a certificate that has ended stays so, whatever comes', () => {
    const events = CERTIFICATE_MOVES.map((m) => m.event);
    for (const from of ['revoked', 'expired'] as const)
      for (const event of events) for (const by of ['tenant', 'system'] as const) expect(moveCertificate(from, event, by)).toBeNull();
  });
  test('nobody but the tenant brings a viewing to approved', () => {
    for (const from of VIEWING_STATES)
      for (const { event } of VIEWING_MOVES) for (const by of ['viewer', 'system'] as const) expect(moveViewing(from, event, by)).not.toBe('approved');
  });
});
