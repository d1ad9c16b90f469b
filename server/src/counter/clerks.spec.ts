import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { type TestShop, testMember, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';

let t: TestApp;
let shop: TestShop;
let manager: TestPerson;
beforeAll(async () => {
  t = await testApp('clerks');
  shop = await testShop(t);
  await t.app.get(OrganisationsService, { strict: false }).putShop({
    _id: `${shop.organisationId}-2`,
    organisationId: shop.organisationId,
    name: '示例二店',
    address: '经开区示例路 2 号',
    zone: '120116400',
  });
  manager = await testMember(t, shop, 'manager');
});
afterEach(() => clock().set(null));
afterAll(() => t?.close());

const clock = () => t.app.get(Clock, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const post = async (path: string, who: TestPerson, body: object = {}) => {
  const r = await t.send('POST', `/api/counter/${path}`, { token: who.token, body });
  return { status: r.status, body: r.body as Record<string, string> };
};
const list = async (who: TestPerson = manager) =>
  (await t.send('GET', '/api/counter/clerks', { token: who.token })).body as {
    shops: { id: string; name: string }[];
    items: { id: string; maskedName: string; staffNumber: string; shops: string[] }[];
    invitations: { id: string; shop: string }[];
  };
const invite = async (shopId = shop.shopId, who = manager) => (await post('invitations', who, { shopId })).body as { id: string; link: string; code: string };
const accept = (who: TestPerson, code: string) => post('invitations/acceptance', who, { code });
const codeOf = ({ status, body }: { status: number; body: Record<string, string> }) => body.code ?? status;
/** The one refusal of both ways: of a look, and of an acceptance. */
const refusal = async (who: TestPerson, code: string) => {
  const [looked, accepted] = [codeOf(await post('invitations/look', who, { code })), codeOf(await accept(who, code))];
  expect(looked).toBe(accepted);
  return accepted;
};
const today = (who: TestPerson) => t.send('GET', '/api/counter/today', { token: who.token });

test('shown, looked at, accepted by the typed code: a clerk of that one shop, who can act at once', async () => {
  const who = await testPerson(t);
  const { code, link } = await invite();
  expect([code, link]).toEqual([expect.stringMatching(/^[2-9A-HJ-NP-Z]{8}$/), expect.stringMatching(/\/packages\/counter\/join\/index\?i=[A-Za-z0-9_-]{22}$/)]);
  const typed = `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`;
  expect((await post('invitations/look', who, { code: typed })).body).toMatchObject({
    organisation: '示例商户',
    shop: '示例门店',
    address: '经开区示例路 1 号',
  });
  expect((await list()).invitations).toHaveLength(1);
  const joined = await accept(who, typed);
  expect(joined.body).toMatchObject({ shop: '示例门店', staffNumber: expect.stringMatching(/^C\d{3}$/) });
  const clerk = who.as(String(joined.body.membershipId));
  expect((await today(clerk)).status).toBe(200);
  const { items, invitations } = await list();
  expect([items, invitations]).toEqual([[expect.objectContaining({ maskedName: '李*宁', staffNumber: joined.body.staffNumber, shops: ['示例门店'] })], []]);
  expect((await db().collection<{ shopIds: string[] }>('memberships').findOne({ personId: who.id }))?.shopIds).toEqual([shop.shopId]);
  // neither code lies in the database
  expect(JSON.stringify(await db().collection('clerk_invitations').find().toArray())).not.toContain(code);
  expect(await db().collection('messages').countDocuments({ personId: manager.id, kind: 'clerk_joined' })).toBe(1);
});
test('by the link of the QR code; a second shop of the business joins the same membership', async () => {
  const who = await testPerson(t);
  const first = await accept(who, (await invite()).link);
  const second = await accept(who, (await invite(`${shop.organisationId}-2`)).link);
  expect([first.status, second.body.membershipId]).toEqual([200, first.body.membershipId]);
  expect((await list()).items.find((c) => c.id === first.body.membershipId)?.shops).toEqual(['示例门店', '示例二店']);
});
test('refused, each with its own sentence: foreign, unknown, expired, used, withdrawn, already a clerk', async () => {
  const [who, other] = [await testPerson(t), await testPerson(t)];
  for (const foreign of ['BH1.abc.def.ghi', 'https://example.invalid/packages/tenancy/view/index?c=0123456789abcdefghijkl', '你好'])
    expect(await refusal(who, foreign)).toBe('clerk_invite_foreign');
  expect(await refusal(who, '22222222')).toBe('clerk_invite_unknown');

  const old = await invite();
  clock().set(new Date(clock().ms() + 30 * 60_000 - 5000));
  expect((await post('invitations/look', who, { code: old.code })).status).toBe(200);
  clock().set(new Date(clock().ms() + 5000));
  expect(await refusal(who, old.code)).toBe('clerk_invite_expired');
  expect((await list()).invitations).toEqual([]);

  const used = await invite();
  await accept(who, used.code);
  expect(await refusal(other, used.link)).toBe('clerk_invite_used');
  expect(codeOf(await post(`invitations/${used.id}/withdrawal`, manager))).toBe('clerk_invite_used');

  const back = await invite();
  for (let i = 0; i < 2; i++) expect((await post(`invitations/${back.id}/withdrawal`, manager)).status).toBe(200);
  expect(await refusal(other, back.code)).toBe('clerk_invite_withdrawn');

  expect(await refusal(who, (await invite()).code)).toBe('clerk_already');
});
test('a race of 20 for one invitation has one winner, and 19 are told that it is used; no number is given twice', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => testPerson(t)));
  const { code } = await invite();
  const answers = await Promise.all(people.map((p) => accept(p, code)));
  expect(answers.map(codeOf).sort()).toEqual([200, ...Array<string>(19).fill('clerk_invite_used')]);
  // five invitations taken up at the same moment: five clerks with five numbers
  const five = await Promise.all([1, 2, 3, 4, 5].map(() => invite()));
  const losers = people.filter((_, i) => answers[i]?.status !== 200);
  const joined = await Promise.all(five.map((i, n) => accept(losers[n] as TestPerson, i.code)));
  expect(new Set(joined.map((j) => j.body.staffNumber)).size).toBe(5);
  // one person with two invitations of the same shop at once: one membership
  const [a, b] = [await invite(), await invite()];
  const twice = await Promise.all([accept(losers[10] as TestPerson, a.code), accept(losers[10] as TestPerson, b.code)]);
  expect(twice.map(codeOf).sort()).toEqual([200, 'clerk_already']);
  expect(await db().collection('memberships').countDocuments({ personId: losers[10]?.id })).toBe(1);
});
test('removal holds from the next request on; the number is never given again; an ended clerk may be invited anew', async () => {
  const who = await testPerson(t);
  const joined = await accept(who, (await invite()).code);
  const clerk = who.as(String(joined.body.membershipId));
  expect((await today(clerk)).status).toBe(200);
  expect((await post(`clerks/${joined.body.membershipId}/removal`, manager)).status).toBe(200);
  expect(codeOf((await today(clerk)) as never)).toBe('auth_token_invalid');
  expect(codeOf(await post(`clerks/${joined.body.membershipId}/removal`, manager))).toBe('clerk_unknown');
  expect(await db().collection('messages').countDocuments({ personId: who.id, kind: 'clerk_removed' })).toBe(1);
  const again = await accept(who, (await invite()).code);
  expect([again.status, again.body.staffNumber === joined.body.staffNumber]).toEqual([200, false]);
});
test('a manager reaches the own business and the own shops only', async () => {
  const elsewhere = await testMember(t, await testShop(t), 'manager');
  const who = await testPerson(t);
  const open = await invite();
  const joined = await accept(who, (await invite(`${shop.organisationId}-2`)).code);
  expect(codeOf(await post(`clerks/${joined.body.membershipId}/removal`, elsewhere))).toBe('clerk_unknown');
  expect(codeOf(await post(`invitations/${open.id}/withdrawal`, elsewhere))).toBe('clerk_invite_unknown');
  expect(codeOf(await post('invitations', elsewhere, { shopId: shop.shopId }))).toBe('clerk_shop_unknown');
  expect((await list(elsewhere)).items).toEqual([]);

  // for one shop only: what the clerk has at the other shop stays
  const person = await testPerson(t);
  const mid = await t.app
    .get(MembershipsService, { strict: false })
    .add({ personId: person.id, organisationId: shop.organisationId, role: 'manager', staffNumber: 'M2', shopIds: [shop.shopId] });
  const ofOne = person.as(mid);
  expect((await list(ofOne)).shops).toEqual([{ id: shop.shopId, name: '示例门店' }]);
  expect(codeOf(await post(`clerks/${joined.body.membershipId}/removal`, ofOne))).toBe('clerk_unknown');
  await accept(who, (await invite()).code);
  expect((await post(`clerks/${joined.body.membershipId}/removal`, ofOne)).status).toBe(200);
  expect((await list()).items.find((c) => c.id === joined.body.membershipId)?.shops).toEqual(['示例二店']);
});
test('guessing is hopeless: ten tries an hour for a person, and a right code is no guess', async () => {
  const who = await testPerson(t);
  const { code } = await invite();
  for (let i = 0; i < 12; i++) expect((await post('invitations/look', who, { code })).status).toBe(200);
  for (let i = 0; i < 10; i++) expect(codeOf(await accept(who, '33333333'))).toBe('clerk_invite_unknown');
  expect(await refusal(who, code)).toBe('auth_attempts_limit');
  expect((await accept(await testPerson(t), code)).status).toBe(200);
});
test('a manager makes sixty invitations an hour, no more', async () => {
  const eager = await testMember(t, shop, 'manager');
  const made = await Promise.all(Array.from({ length: 61 }, () => post('invitations', eager, { shopId: shop.shopId })));
  expect(made.filter((m) => m.status !== 200).map(codeOf)).toEqual(['auth_attempts_limit']);
});
