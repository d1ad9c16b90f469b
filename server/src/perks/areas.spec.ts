import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { claim, type TestShop, testOffer, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';

const HANGU = '120116031';
const ECO_CITY = '120116406';
let t: TestApp;
let shop: TestShop;
let me: TestPerson;
let offer: string;
beforeAll(async () => {
  t = await testApp('areas');
  shop = await testShop(t);
  offer = await testOffer(t, shop, { rule: { zones: [HANGU, '120116032'], perPerson: 5 } });
});
afterAll(() => t?.close());
beforeEach(async () => {
  me = await testPerson(t);
});
const state = (over: object) =>
  t.send('PUT', '/api/perks/own-areas', { token: me.token, body: { live: null, work: null, textVersion: 'own_areas-1', ...over } });
const own = async () => (await t.send('GET', '/api/perks/own-areas', { token: me.token })).body;
const line = async () => {
  const { body } = await t.send('GET', `/api/perks/offers/${offer}/eligibility`, { token: me.token });
  return (body as { conditions: { key: string; met: string; title: string; hint: string }[] }).conditions.find((c) => c.key === 'area');
};
const claimed = async () => {
  const { status, body } = await claim(t, me, offer);
  return body.code ?? status;
};

test('who has stated nothing is told how to meet it, and by which places', async () => {
  expect(await own()).toMatchObject({ live: null, work: null, text: { version: 'own_areas-1' } });
  expect(await line()).toEqual({
    key: 'area',
    met: 'no',
    title: '常住或工作在汉沽街道、寨上街道',
    hint: '填写常住地或工作地后核对，填不填由你决定',
  });
  expect(await claimed()).toBe('perk_not_eligible');
});
test.each([
  ['lives there', { live: HANGU }],
  ['works there', { live: ECO_CITY, work: HANGU }],
])('who %s may claim, and only with the consent', async (_, over) => {
  expect((await state(over)).status).toBe(200);
  expect(await own()).toMatchObject({ work: null, ...over });
  expect([(await line())?.met, await claimed()]).toEqual(['yes', 200]);
  const { items } = (await t.send('GET', '/api/consents', { token: me.token })).body as { items: { id: string; recipient: string; state: string }[] };
  const consent = items.find((c) => c.recipient.includes('信易+'));
  expect(consent?.state).toBe('active');
  await t.send('POST', `/api/consents/${consent?.id}/withdrawal`, { token: me.token, body: { vouchers: [] } });
  expect(await own()).toMatchObject({ live: null, work: null });
  expect([(await line())?.met, await claimed()]).toEqual(['no', 'perk_not_eligible']);
});
test('stated elsewhere: told so; taken back with both empty', async () => {
  await state({ live: ECO_CITY });
  expect(await line()).toMatchObject({ met: 'no', hint: '你填写的不在其中；搬家或换工作后可以改' });
  expect((await state({})).status).toBe(200);
  expect(await own()).toMatchObject({ live: null, work: null });
  const { items } = (await t.send('GET', '/api/consents', { token: me.token })).body as { items: { recipient: string; state: string }[] };
  expect(items.find((c) => c.recipient.includes('信易+'))?.state).toBe('withdrawn');
});
test('what was said for the dry runs is not used for perks', async () => {
  const { text } = (await t.send('GET', '/api/credit/opt-in/text')).body as { text: { version: string } };
  expect((await t.send('POST', '/api/credit/opt-in', { token: me.token, body: { textVersion: text.version, zone: HANGU } })).status).toBe(200);
  expect([(await line())?.met, await claimed()]).toEqual(['no', 'perk_not_eligible']);
});
test.each([
  ['another city', { live: '110101001' }, 'input_invalid'],
  ['the whole district', { live: '120116000' }, 'input_invalid'],
  ['no zone of ours', { work: '120116999' }, 'input_invalid'],
  ['another text', { live: HANGU, textVersion: 'own_areas-0' }, 'consent_text_outdated'],
])('%s is refused and nothing is kept', async (_, over, code) => {
  expect(codeOf(await state(over))).toBe(code);
  expect(await own()).toMatchObject({ live: null, work: null });
});
