import { checkIdentity } from '@binhai/shared/identifiers/identity';
import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { checkName } from '@binhai/shared/identifiers/name';
import { checkUscc } from '@binhai/shared/identifiers/uscc';
import { expect, test } from '@jest/globals';
import { DEMO_ORGANISATIONS } from './organisations.data.js';
import { DEMO_PEOPLE } from './people.data.js';

test('demo people are marked, and every number, name and phone passes its check', () => {
  for (const p of DEMO_PEOPLE) {
    expect([p.key, checkMobile(p.phone).ok]).toEqual([p.key, true]);
    expect([p.key, p.name === undefined || (p.name.includes('示例') && checkName(p.name).ok)]).toEqual([p.key, true]);
    expect([p.key, p.number === undefined || checkIdentity(p.number, '2026-11-25').ok]).toEqual([p.key, true]);
  }
  for (const field of ['key', 'phone', 'number'] as const) {
    const values = DEMO_PEOPLE.flatMap((p) => p[field] ?? []);
    expect(new Set(values).size).toBe(values.length);
  }
});
test('demo organisations are marked, with valid codes and zones of 滨海新区, and hold every member', () => {
  const ids = new Set(DEMO_ORGANISATIONS.map((o) => o._id));
  const shops = new Set(DEMO_ORGANISATIONS.flatMap((o) => o.shops.map((s) => s[0])));
  for (const o of DEMO_ORGANISATIONS) {
    expect([o._id, checkUscc(o.uscc ?? '').ok, o.name.includes('示例')]).toEqual([o._id, true, true]);
    for (const s of o.shops) expect(s[3]).toMatch(/^120116\d{3}$/);
  }
  expect(new Set(DEMO_ORGANISATIONS.map((o) => o.uscc)).size).toBe(DEMO_ORGANISATIONS.length);
  for (const p of DEMO_PEOPLE)
    if (p.member) expect([ids.has(p.member.organisationId), (p.member.shopIds ?? []).every((s) => shops.has(s))]).toEqual([true, true]);
});
