// Who may do what, generated from the contract: every endpoint × every kind of caller, and every kind of object × its owner and another.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ROLES } from '@binhai/shared/contract/http';
import { ENDPOINTS } from '@binhai/shared/contract/table';
import { call, login, must, takeRole } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

const NOBODYS = 'nobody_has_this_id_00'; // the form of an id, of no object
/** What the contract's guards answer before a handler is reached. */
const REFUSALS = ['auth_required', 'auth_token_invalid', 'auth_forbidden', 'identity_basic_required', 'identity_high_required', 'step_up_needed'];

/** A smallest value that a schema accepts; a kind it does not know is an error, so that a new one is noticed. */
function example(schema) {
  const { type, ...def } = schema._zod.def;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape)
          .map(([k, v]) => [k, example(v)])
          .filter(([, v]) => v !== undefined),
      );
    case 'optional':
      return undefined;
    case 'nullable':
      return null;
    case 'array':
      return [];
    case 'literal':
      return def.values[0];
    case 'enum':
      return Object.values(def.entries)[0];
    case 'boolean':
      return false;
    case 'number':
      return 1;
    case 'string':
      return '示例示例';
    default:
      throw new Error(`no example for a schema of type ${type}`);
  }
}
const address = (e, id) => {
  const query = e.query ? new URLSearchParams(example(e.query)).toString() : '';
  return e.path.replace(/:\w+/g, id) + (query && `?${query}`);
};

let s;
/** name → { token, role, assurance: 'none' | 'basic' | 'high' as the guard sees it, stale: the proof is too old for a step-up } */
const callers = {};
const first = (who) => s.accounts.find((a) => a.who.startsWith(who)) ?? assert.fail(`no demo account "${who}…"`);
/** The high level is proven on each device anew (product A2). */
async function proveHigh(token) {
  const { ticket } = await must(s.url, 'POST', '/api/me/real-name/high', { token, body: { provider: 'window' } });
  await must(s.url, 'POST', '/api/me/real-name/high/finish', { token, body: { ticket } });
}
/** Lets the proof of this session grow old: the clock would end its token first. */
async function age(token) {
  const { id } = await must(s.url, 'GET', '/api/me', { token });
  await (await s.db()).collection('people').updateOne({ _id: id }, { $set: { 'sessions.$[].highAt': new Date(s.clock.now().getTime() - 900_001) } });
}

test.before(async () => {
  s = await system();
  callers.guest = {};
  callers['resident without a real name'] = { token: await login(s, first('居民（已登录，还没有实名')), role: 'resident', assurance: 'none' };
  callers['resident, basic'] = { token: await login(s, first('居民（只做了基础实名')), role: 'resident', assurance: 'basic' };
  callers['resident, high on another device'] = { token: await login(s, first('居民（守信优良')), role: 'resident', assurance: 'basic' };
  callers['resident, high'] = { token: await login(s, first('居民（守信示范')), role: 'resident', assurance: 'high' };
  callers['another resident, high'] = { token: await login(s, first('居民（守信良好')), role: 'resident', assurance: 'high' };
  for (const name of ['resident, high', 'another resident, high']) await proveHigh(callers[name].token);
  callers['resident, high, proven long ago'] = { token: await login(s, first('居民（港澳台')), role: 'resident', assurance: 'high', stale: true };
  await proveHigh(callers['resident, high, proven long ago'].token);
  await age(callers['resident, high, proven long ago'].token);
  for (const account of s.accounts) {
    if (account.who.startsWith('居民')) continue;
    const token = await login(s, account);
    const { role, memberships } = await must(s.url, 'GET', '/api/me', { token });
    const own = memberships[0] ?? assert.fail(`${account.who} has no membership`);
    callers[own.role] ??= { token: role === own.role ? token : await takeRole(s, token, own.id), role: own.role, assurance: 'basic' };
  }
});
test.after(() => s?.stop());

test('the demo holds somebody in every role of the contract', () => {
  assert.deepEqual([...new Set(Object.values(callers).map((c) => c.role))].filter(Boolean).sort(), [...ROLES].sort());
});

/** The code of the guard's refusal, or null when the caller may pass. */
function expected(e, { role, assurance, stale }) {
  if (e.who === 'public') return null;
  if (e.who === 'partner') return 'partner_signature_missing';
  if (!role) return 'auth_required';
  if (Array.isArray(e.who) && !e.who.includes(role)) return 'auth_forbidden';
  if ((e.assurance || e.stepUp) && assurance === 'none') return 'identity_basic_required';
  if ((e.assurance === 'high' || e.stepUp) && assurance !== 'high') return 'identity_high_required';
  if (e.stepUp && stale) return 'step_up_needed';
  return null;
}
/** A call that no handler may act on: its id is nobody's and its body has a field too many. */
const probe = (url, e, token) => call(url, e.method, address(e, NOBODYS), { token, ...(e.body && { body: { not_in_the_contract: 1 } }) });

for (const e of ENDPOINTS) {
  const who = typeof e.who === 'string' ? e.who : e.who.join(', ');
  test(`${e.id}: ${who}${e.assurance ? `, ${e.assurance}` : ''}${e.stepUp ? ', step-up' : ''}`, async () => {
    for (const [name, caller] of Object.entries(callers)) {
      const refusal = expected(e, caller);
      const url = s.urls[name.length % s.urls.length]; // both processes decide alike
      const { status, body } = await probe(url, e, caller.token);
      if (refusal) {
        assert.equal(body.code, refusal, `${name}: ${status} ${JSON.stringify(body)}`);
        assert.equal(status, ['auth_required', 'partner_signature_missing'].includes(refusal) ? 401 : 403, name);
        continue;
      }
      assert.ok(!REFUSALS.includes(body.code), `${name} may: ${status} ${JSON.stringify(body)}`);
      assert.notEqual(body.code, 'path_unknown', `${name}: the endpoint is not served`);
      assert.ok(status < 500, `${name}: ${status} ${JSON.stringify(body)}`);
      if (e.body) assert.equal(body.code, 'input_invalid', `${name}: a field that the contract does not name is refused: ${status} ${JSON.stringify(body)}`);
    }
    if (e.who === 'partner') return; // a token is nothing there, see server/src/partners/partner-gate.spec.ts
    const forged = await probe(s.url, e, 'eyJhbGciOiJub25lIn0.e30.x');
    assert.deepEqual([forged.status, forged.body.code], [401, 'auth_token_invalid'], 'a forged token is never a guest');
  });
}

/** Objects the demo's resident has none of, each with the test that asks a stranger for them. */
const NOT_HERE = {
  'consents.renew': 'only consents to a business are renewed: server/src/consents',
  'firms.leave': 'an appointment: server/src/firms/firms.spec',
  'deposit.authorisation': 'an authorisation takes an operator: server/src/mobility/deposit/orders.spec',
  'deposit.withdraw': 'the same',
};
/** Endpoints on one object of a person, each with the list in which its owner finds it. */
const OBJECTS = ENDPOINTS.filter((e) => /:\w+/.test(e.path) && e.who !== 'public' && e.who !== 'partner' && !NOT_HERE[e.id]).flatMap((e) => {
  const parent = e.path.slice(0, e.path.indexOf('/:'));
  const list = ENDPOINTS.find((l) => l.method === 'GET' && l.path === parent && (l.who === 'session' || (Array.isArray(l.who) && l.who.includes('resident'))));
  return list ? [{ e, list }] : [];
});
// what takes away comes last: a withdrawn consent may end the real name, an ended device the owner's own session
const order = (e) => ({ GET: 0, POST: e.id === 'consents.withdraw' ? 2 : 1 })[e.method] ?? 3;
OBJECTS.sort((a, b) => order(a.e) - order(b.e));
test('every kind of object that belongs to a person is found by the matrix', () => {
  const kinds = [...new Set(OBJECTS.map(({ list }) => list.path))].sort();
  assert.deepEqual(kinds, [
    '/api/complaints',
    '/api/consents',
    '/api/credit/records',
    '/api/credit/reports',
    '/api/me/looks',
    '/api/messages',
    '/api/perks/vouchers',
    '/api/session/devices',
    '/api/tenancy/certificates',
  ]);
});
for (const { e, list } of OBJECTS)
  test(`${e.id}: another person's object answers as one that does not exist`, async () => {
    const owner = callers['resident, high'].token;
    const other = callers['another resident, high'].token;
    if (list.path === '/api/perks/vouchers') await haveVoucher(owner);
    if (list.path === '/api/credit/reports') await haveReport(owner);
    if (list.path === '/api/complaints') await haveComplaint(owner);
    if (list.path === '/api/tenancy/certificates') await haveCertificate(owner);
    const found = await must(s.url, 'GET', address(list, ''), { token: owner });
    const own = (found.items ?? found.groups.flatMap((g) => g.items))[0]?.id ?? assert.fail(`the demo's resident has nothing in ${list.path}`);
    const body = e.body && example(e.body);
    const of = (id, token) => call(s.urls[1], e.method, address(e, id), { token, ...(body && { body }) });
    const [theirs, nobodys] = [await of(own, other), await of(NOBODYS, other)];
    const told = ({ status, body: { requestId: _, ...rest } }) => ({ status, ...rest });
    assert.deepEqual(told(theirs), told(nobodys));
    assert.equal(theirs.status, 404, JSON.stringify(theirs.body));
    // it is there: the refusal above was about the person, not about the object. Last, for it may end the object
    const mine = await of(own, owner);
    assert.notEqual(mine.status, 404, JSON.stringify(mine.body));
  });
const REPORT_PURPOSES = Object.values(ENDPOINTS.find((e) => e.id === 'report.make').body._zod.def.shape.purpose._zod.def.entries);
/** A report of the resident, the same one however often it is asked for. */
async function haveReport(token) {
  const body = { requestId: 'access_report', purpose: REPORT_PURPOSES[0], classes: [], looks: true, grade: false };
  await must(s.url, 'POST', '/api/credit/reports', { token, body });
}
/** A voucher of the resident: the first offer that can be claimed now. */
async function haveVoucher(token) {
  const { items } = await must(s.url, 'GET', '/api/perks/claimable', { token });
  const open = items.find((i) => i.verdict === 'yes');
  if (!open) return; // claimed before
  const { version } = await must(s.url, 'GET', `/api/perks/offers/${open.offerId}`);
  const body = { offerVersion: version, consentTextVersion: null, requestId: `access_${open.offerId}` };
  await must(s.url, 'POST', `/api/perks/offers/${open.offerId}/vouchers`, { token, body });
}
/** A rental certificate of the resident, the same one however often it is asked for. */
async function haveCertificate(token) {
  const body = { requestId: 'access_certificate', benefit: 'no_agency_deposit', days: 1, viewers: 1, approval: true, textVersion: 'tenancy-1' };
  await must(s.url, 'POST', '/api/tenancy/certificates', { token, body });
}
/** A complaint of the resident, the same one however often it is filed. */
async function haveComplaint(token) {
  const body = { requestId: 'access_complaint', kind: 'service', happenedOn: '2026-01-05', text: '示例：办理很慢。' };
  await must(s.url, 'POST', '/api/complaints', { token, body });
}
