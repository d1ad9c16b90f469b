import type { Role } from '@binhai/shared/contract/http';
import type { PartnerView } from '@binhai/shared/contract/partner-desk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { newId } from '../platform/id.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { testOffer } from '../testing/test-offers.js';
import { newKeys, type TestPartner, testPartner } from '../testing/test-partner.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';

const PING = '/api/partner/v1/ping';
const DESK = '/api/staff/partners';
const DEPOSIT = { purpose: 'perk_deposit', statement: '骑行前判断能否免押金', minGrade: 'good' } as const;
let t: TestApp;
let first: TestPerson;
let second: TestPerson;
beforeAll(async () => {
  t = await testApp('partner_desk');
  [first, second] = [await member('centre', 'operator'), await member('centre', 'operator')];
});
afterAll(() => t?.close());

const organisations = () => t.app.get(OrganisationsService, { strict: false });
async function member(organisationId: string, role: Role): Promise<TestPerson> {
  await organisations().put({
    _id: organisationId,
    name: `${organisationId}（示例）`,
    kind: organisationId === 'centre' ? 'centre' : 'partner',
    contact: '022-0000-3000',
  });
  const person = await testPerson(t);
  return person.as(await t.app.get(MembershipsService, { strict: false }).add({ personId: person.id, organisationId, role, staffNumber: newId().slice(0, 6) }));
}
const act = async (who: TestPerson, path: string, body: object) => {
  const r = await t.send('POST', `${DESK}${path}`, { token: who.token, body });
  return { code: codeOf(r), view: r.body as PartnerView };
};
/** Registered by one operator and approved by another. */
async function approved(over: object = {}): Promise<PartnerView> {
  const organisation = `org-${newId()}`;
  await organisations().put({ _id: organisation, name: '示例单车（示例）', kind: 'partner', contact: '022-0000-3001' });
  const { view } = await act(first, '', { organisation, kind: 'deposit_free', purposes: [DEPOSIT], claims: ['deposit_free'], ...over });
  return (await act(second, `/${view.id}/decision`, { rev: view.rev, approve: true })).view;
}
const withKey = async (view: PartnerView, who: TestPerson, name = 'k1', days: number | null = 30) => {
  const { privateKey, publicKey } = newKeys();
  const r = await act(who, `/${view.id}/keys`, { name, publicKey, days });
  return { ...r, privateKey, keyId: `${view.id}.${name}` };
};
let pattern: TestPartner | undefined;
/** A client of this id, signing by this key. */
async function client(id: string, key: { keyId: string; privateKey: TestPartner['privateKey'] }): Promise<TestPartner> {
  pattern ??= await testPartner(t);
  return { ...pattern.by(key.keyId, key.privateKey), id };
}

test('from registration to the first signed request: two people, then a key, then it calls', async () => {
  const organisation = `org-${newId()}`;
  await organisations().put({ _id: organisation, name: '示例停车（示例）', kind: 'partner', contact: '022-0000-3002' });
  const wanted = { organisation, kind: 'parking', purposes: [{ ...DEPOSIT, minGrade: null }], claims: ['parking_events'] };
  const { view } = await act(first, '', wanted);
  expect([view.state, view.claims, view.proposed?.claims]).toEqual(['registered', [], ['parking_events']]);
  const key = await withKey(view, first);
  const calls = await client(view.id, key);
  expect(codeOf(await calls.send('GET', PING))).toBe('partner_suspended');
  expect((await act(first, `/${view.id}/state`, { rev: view.rev + 1, to: 'active' })).code).toBe('partner_changed'); // no way around the second one
  expect((await act(first, `/${view.id}/decision`, { rev: view.rev + 1, approve: true })).code).toBe('partner_same_person');
  const done = await act(second, `/${view.id}/decision`, { rev: view.rev + 1, approve: true });
  expect([done.view.state, done.view.claims, done.view.proposed]).toEqual(['active', ['parking_events'], null]);
  expect((await calls.send('GET', PING)).status).toBe(200);
  expect((await act(first, '', wanted)).code).toBe('partner_taken');
  expect((await act(first, '', { ...wanted, organisation: 'nobody' })).code).toBe('partner_organisation_unknown');
  expect((await act(second, `/${view.id}/decision`, { rev: done.view.rev, approve: true })).code).toBe('partner_nothing_proposed');
});
test('what only takes away holds at once; what widens waits, may be sent back, and is not approved by a race or on an old page', async () => {
  const view = await approved({ claims: ['deposit_free', 'ride_events'] });
  const less = await act(first, `/${view.id}/scope`, { rev: view.rev, purposes: [DEPOSIT], claims: ['deposit_free'] });
  expect([less.view.claims, less.view.proposed]).toEqual([['deposit_free'], null]);
  const more = await act(first, `/${view.id}/scope`, { rev: less.view.rev, purposes: [DEPOSIT], claims: ['deposit_free', 'ticket_entry'] });
  expect([more.view.claims, more.view.proposed?.claims]).toEqual([['deposit_free'], ['deposit_free', 'ticket_entry']]);
  expect((await act(first, `/${view.id}/scope`, { rev: less.view.rev, purposes: [], claims: [] })).code).toBe('partner_changed');
  const back = await act(second, `/${view.id}/decision`, { rev: more.view.rev, approve: false });
  expect([back.view.claims, back.view.proposed]).toEqual([['deposit_free'], null]);
  const again = await act(second, `/${view.id}/scope`, { rev: back.view.rev, purposes: [{ ...DEPOSIT, minGrade: 'excellent' }], claims: ['deposit_free'] });
  const race = await Promise.all(Array.from({ length: 6 }, () => act(first, `/${view.id}/decision`, { rev: again.view.rev, approve: true })));
  expect(race.map((r) => r.code).filter((c) => c === 'ok')).toHaveLength(1);
  const rent = { ...DEPOSIT, purpose: 'perk_rent' as const };
  expect((await act(first, `/${view.id}/scope`, { rev: again.view.rev + 1, purposes: [{ ...DEPOSIT, minGrade: 'excellent' }, rent], claims: [] })).code).toBe(
    'partner_grades_differ',
  );
});
test('an offer in use and the registration of its business ask by one grade, whichever of the two comes first', async () => {
  const view = await approved();
  const shopId = `${view.id}-1`;
  await organisations().putShop({ _id: shopId, organisationId: view.id, name: '示例门店', address: '示例路 1 号', zone: '120116400' });
  const offer = (minGrade: 'good' | 'excellent', consent: 'perk_deposit' | 'perk_ticket') =>
    testOffer(t, { organisationId: view.id, shopId }, { consent, rule: { minGrade } });
  for (const consent of ['perk_deposit', 'perk_ticket'] as const)
    await expect(offer('excellent', consent)).rejects.toMatchObject({ code: 'offer_grade_floor' });
  await act(first, `/${view.id}/scope`, { rev: view.rev, purposes: [], claims: [] });
  await offer('good', 'perk_deposit');
  const other = [{ ...DEPOSIT, minGrade: 'excellent' as const }];
  expect((await act(first, `/${view.id}/scope`, { rev: view.rev + 1, purposes: other, claims: [] })).code).toBe('partner_grades_differ');
  const wanted = await act(first, `/${view.id}/scope`, { rev: view.rev + 1, purposes: [{ ...DEPOSIT, purpose: 'perk_rent', minGrade: 'good' }], claims: [] });
  expect(wanted.code).toBe('ok');
});
test('an offer published while a registration waits is held against it at its approval', async () => {
  const view = await approved();
  const { view: waiting } = await act(first, `/${view.id}/scope`, { rev: view.rev, purposes: [{ ...DEPOSIT, minGrade: 'excellent' }], claims: [] });
  const shopId = `${view.id}-1`;
  await organisations().putShop({ _id: shopId, organisationId: view.id, name: '示例门店', address: '示例路 1 号', zone: '120116400' });
  await testOffer(t, { organisationId: view.id, shopId }, { consent: 'perk_deposit', rule: { minGrade: 'good' } });
  expect((await act(second, `/${view.id}/decision`, { rev: waiting.rev, approve: true })).code).toBe('partner_grades_differ');
  expect((await act(second, `/${view.id}/decision`, { rev: waiting.rev, approve: false })).code).toBe('ok');
});
test('a partner’s own manager changes keys and address, sees no other partner, and widens nothing', async () => {
  const view = await approved();
  const manager = await member(view.id, 'manager');
  const list = await t.send('GET', DESK, { token: manager.token });
  expect((list.body as { items: PartnerView[] }).items.map((p) => [p.id, p.may])).toEqual([[view.id, ['keys', 'webhook']]]);
  const one = await withKey(view, manager);
  const two = await withKey(view, manager, 'k2', null);
  const [a, b] = [await client(view.id, one), await client(view.id, two)];
  expect([(await a.send('GET', PING)).status, (await b.send('GET', PING)).status]).toEqual([200, 200]);
  const revoked = await act(manager, `/${view.id}/key-revocations`, { keyId: one.keyId });
  expect(revoked.view.keys.map((k) => [k.keyId, k.state, k.addedBy.includes('工号')])).toEqual([
    [one.keyId, 'revoked', true],
    [two.keyId, 'active', true],
  ]);
  expect([codeOf(await a.send('GET', PING)), (await b.send('GET', PING)).status]).toEqual(['partner_key_revoked', 200]);
  expect((await withKey(view, manager, 'k1')).code).toBe('partner_key_name_taken'); // a name is never used again
  expect((await act(manager, `/${view.id}/keys`, { name: 'k3', publicKey: 'AAAA', days: 1 })).code).toBe('partner_key_invalid');
  expect((await act(manager, `/${view.id}/key-revocations`, { keyId: 'x.k9' })).code).toBe('partner_key_unknown');
  const { rev } = two.view;
  expect((await act(manager, `/${view.id}/webhook`, { rev: rev + 1, webhook: 'https://hooks.partner.example/binhai' })).view.webhook).toBe(
    'https://hooks.partner.example/binhai',
  );
  expect((await act(manager, `/${view.id}/webhook`, { rev: rev + 2, webhook: 'https://10.0.0.1/' })).code).toBe('partner_webhook_invalid');
  const other = await approved();
  for (const [path, body] of [
    ['keys', { name: 'k1', publicKey: newKeys().publicKey, days: null }],
    ['key-revocations', { keyId: 'x.k1' }],
    ['webhook', { rev: other.rev, webhook: null }],
  ] as const)
    expect([path, (await act(manager, `/${other.id}/${path}`, body)).code]).toEqual([path, 'partner_unknown']);
  expect((await act(manager, `/${view.id}/scope`, { rev, purposes: [], claims: [] })).code).toBe('auth_forbidden');
});
test('paused from the next request on, opened again, ended for good', async () => {
  const view = await approved();
  const calls = await client(view.id, await withKey(view, first));
  const state = (rev: number, to: string) => act(first, `/${view.id}/state`, { rev, to });
  expect((await state(view.rev + 1, 'suspended')).view.may).toContain('resume');
  expect(codeOf(await calls.send('GET', PING))).toBe('partner_suspended');
  await state(view.rev + 2, 'active');
  expect((await calls.send('GET', PING)).status).toBe(200);
  expect((await state(view.rev + 3, 'ended')).view.may).toEqual([]);
  expect(codeOf(await calls.send('GET', PING))).toBe('partner_suspended');
  const rev = view.rev + 4;
  for (const [path, body] of [
    ['state', { rev, to: 'active' }],
    ['scope', { rev, purposes: [], claims: [] }],
    ['webhook', { rev, webhook: null }],
    ['keys', { name: 'k9', publicKey: newKeys().publicKey, days: null }],
  ] as const)
    expect([path, (await act(first, `/${view.id}/${path}`, body)).code]).toEqual([path, 'partner_ended']);
});
test('what is not there, or not as it was seen, on every button', async () => {
  const { publicKey } = newKeys();
  const bodies = {
    scope: { rev: 1, purposes: [], claims: [] },
    decision: { rev: 1, approve: true },
    state: { rev: 1, to: 'suspended' },
    webhook: { rev: 1, webhook: null },
    keys: { name: 'k1', publicKey, days: null },
    'key-revocations': { keyId: 'x.k1' },
  };
  const view = await approved();
  for (const [path, body] of Object.entries(bodies)) {
    expect([path, (await act(first, `/nobody/${path}`, body)).code]).toEqual([path, 'partner_unknown']);
    if ('rev' in body) expect([path, (await act(first, `/${view.id}/${path}`, { ...body, rev: 99 })).code]).toEqual([path, 'partner_changed']);
  }
  expect(
    (
      await act(first, '', {
        organisation: view.id,
        kind: 'other',
        claims: [],
        purposes: [DEPOSIT, { ...DEPOSIT, purpose: 'perk_rent', minGrade: 'excellent' }],
      })
    ).code,
  ).toBe('partner_grades_differ');
});
test('the list goes on by pages', async () => {
  for (let i = 0; i < 51; i++) await testPartner(t, { id: `page-${String(i).padStart(2, '0')}` });
  const page = async (after: string) => (await t.send('GET', `${DESK}${after}`, { token: first.token })).body as { items: PartnerView[]; next: string | null };
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const found: { items: PartnerView[]; next: string | null } = await page(next === '' ? '' : `?after=${next}`);
    seen.push(...found.items.map((p) => p.id));
    next = found.next;
  }
  expect(seen.filter((id) => id.startsWith('page-'))).toHaveLength(51);
  expect([new Set(seen).size, [...seen].sort()]).toEqual([seen.length, seen]);
});
