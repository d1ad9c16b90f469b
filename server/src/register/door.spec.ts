import type { Endpoint, Purpose, Role } from '@binhai/shared/contract/http';
import { ENDPOINTS } from '@binhai/shared/contract/table';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '../platform/id.js';
import { breakEntries, breakReadsAfterEntry, healDoor } from '../testing/door/door-faults.js';
import { type Call, type DoorFixture, DoorWorld, urlOf } from '../testing/door/door-world.js';
import { OWN_FIXTURES } from '../testing/door/own-fixtures.js';
import { PARKING_FIXTURES } from '../testing/door/parking-fixtures.js';
import { PARTNER_FIXTURES } from '../testing/door/partner-fixtures.js';
import { STAFF_FIXTURES } from '../testing/door/staff-fixtures.js';
import { testApp } from '../testing/test-app.js';
import { testSession } from '../testing/test-person.js';
import type { RegisterEntry } from './register-entry.schema.js';

// Architecture rule 3: whatever shows a person's data has entered the look first. Walks every endpoint of the contract that says it reads, as
// every role that may call it, on objects that exist. An endpoint without a fixture fails here: add one under testing/door.
const FIXTURES: Readonly<Record<string, DoorFixture>> = { ...OWN_FIXTURES, ...STAFF_FIXTURES, ...PARTNER_FIXTURES, ...PARKING_FIXTURES };
/** Replies without personal data though somebody logged in asks, each with what it holds instead. Done needs no line. */
const NOTHING_PERSONAL: Readonly<Record<string, string>> = {
  'complaints.file': 'the number of the complaint',
  'complaints.desk': 'complaints and their clocks, never whose they are',
  'repair.start': 'ids of drafts',
  'repair.proof': 'size and fingerprint of what was sent',
  'repair.submit': 'numbers of the applications',
  'repair.desk': 'applications and their clocks, never whose they are',
  'tenancy.viewing': 'whether the tenant has answered, for whoever asked',
  'tenancy.proofs': 'when proofs were made and how long they are good, never whose they are',
  'people.startHigh': 'a ticket',
  'people.startJoin': 'a ticket',
  'session.switchRole': 'a token',
  'consents.renew': 'the id of the new consent',
  'consents.withdraw': 'when it ended',
  'rights.exportState': 'how far the work is',
  'rights.export': 'the same',
  'rights.delete': 'a date and the number of the receipt',
  'rights.deleteUnnamed': 'the same',
  'plateProofs.list': 'dates and staff numbers, never whose car it is',
  'plateProofs.open': 'the id of what was opened',
  'identityCases.list': 'case numbers and staff numbers, never whom they are about',
  'firms.acts': 'numbers of handlers, never whom they are about',
  'firms.repairable': 'public records of the firm',
  'audit.seals': 'orders and staff numbers, never whom they are about',
  'audit.proposeSeal': 'the same',
  'audit.approveSeal': 'the same',
  'audit.declineSeal': 'the same',
  'audit.reviews': 'who looked, by unit and staff number; how many people, never which',
  'audit.decideReview': 'the same',
  'offers.list': 'offers, units left',
  'offers.drafts': 'drafts of offers',
  'offers.createDraft': 'an id',
  'offers.draft': 'a draft, staff numbers',
  'offers.editDraft': 'the same',
  'offers.submitDraft': 'the same',
  'offers.returnDraft': 'the same',
  'offers.withdrawDraft': 'the same',
  'offers.approveDraft': 'the same',
  'terminals.list': 'terminals, staff numbers',
  'terminals.open': 'a secret of a device',
  'clerks.invite': 'a code',
  'clerks.lookAtInvite': 'a shop',
  'clerks.acceptInvite': 'one’s own staff number',
  'statements.list': 'sums of a month',
  'statements.one': 'sums of a month, staff numbers',
  'statements.entries': 'amounts, shops and staff numbers, never whose voucher',
  'statements.confirm': 'sums of a month, staff numbers',
  'statements.dispute': 'the same',
  'statements.answer': 'the same',
  'statements.settle': 'the same',
  'statements.csv': 'the entries, as a file',
  'statements.xlsx': 'the same',
  'statements.pdf': 'the sums, as a file',
  'schemes.putComment': 'the number of one’s own comment',
  'schemes.list': 'schemes and counts',
  'schemes.create': 'an id',
  'schemes.detail': 'a scheme, counts of a dry run of five people or more, staff numbers',
  'schemes.edit': 'the same',
  'schemes.try': 'the same',
  'schemes.submit': 'the same',
  'schemes.pass': 'the same',
  'schemes.return': 'the same',
  'schemes.close': 'the same',
  'schemes.approve': 'the same',
  'schemes.withdraw': 'the same',
  'schemes.comments': 'comments by number, never whose they are',
  'parking.open': 'the plate that was sent',
  'parking.payBill': 'when it was paid',
  'parking.gatePlates': 'keyed marks of plates; each was entered when it was made',
  'partner.ping': 'the partner itself',
  'partner.selfCheck': 'the text that was sent',
  'partner.days': 'days, counts and digests',
  'partner.dayFile': 'numbers of the partner and sums',
  'partner.reportDifferences': 'the number of what was reported',
  'partner.differences': 'what the partner reported, and our answer',
  'partner.webhookTest': 'the number of an event',
  'recognition.registry': 'issuers, their keys, staff numbers',
  'recognition.propose': 'the same',
  'recognition.decide': 'the same',
  'partners.list': 'registrations of organisations, staff numbers',
  'partners.register': 'the same',
  'partners.scope': 'the same',
  'partners.decide': 'the same',
  'partners.state': 'the same',
  'partners.addKey': 'the same',
  'partners.revokeKey': 'the same',
  'partners.webhook': 'the same',
};

let world: DoorWorld;
beforeAll(async () => {
  world = await DoorWorld.of(await testApp('door', { LOG_LEVEL: 'silent' }));
});
afterEach(() => {
  healDoor();
  world.clock.set(null);
});
afterAll(() => world?.t.close());

const reading = ENDPOINTS.filter((e) => e.reads !== undefined);
const rolesOf = (e: Endpoint): readonly Role[] => (Array.isArray(e.who) ? e.who : e.who === 'partner' ? ['resident'] : ['resident', 'clerk']);
const walk = reading.flatMap((e) => rolesOf(e).map((role) => [`${e.id} as ${role}`, e, role] as const));
const fixtureOf = (e: Endpoint): DoorFixture => {
  const fixture = FIXTURES[e.id];
  if (!fixture) throw new Error(`${e.id} reads personal data and has no fixture at the door`);
  return fixture;
};
const ask = async (e: Endpoint, call: Call) => {
  if (e.stepUp && call.who) await world.prove(call.who);
  const { body, partner } = call;
  if (partner) {
    const r = await partner.send(e.method, urlOf(e, call), { ...(body && { body }), ...(e.idempotent && { idempotencyKey: newId() }) });
    return { status: r.status, body: r.body as Record<string, unknown> };
  }
  const r = await world.t.send(e.method, urlOf(e, call), { ...(call.who && { token: call.who.token }), ...(body && { body }) });
  return { status: r.status, body: r.body as Record<string, unknown> };
};
const register = () => world.db.collection<RegisterEntry>('register_entries');
/** Entries of this endpoint's purpose, by subject. */
async function entries(e: Endpoint, { subjects, who }: Call): Promise<number[]> {
  const found = await register()
    .find({ subject: { $in: [...subjects] }, purpose: e.reads as Purpose, ...(who && { actor: who.id }) })
    .toArray();
  const own = subjects.length === 1 && subjects[0] === who?.id;
  for (const x of found) expect([x.kind === 'self', x.basis.length > 0, x.items.length > 0]).toEqual([own, true, true]);
  return subjects.map((s) => found.filter((x) => x.subject === s).length);
}
const ids = async () =>
  new Set(
    await register()
      .find({}, { projection: { _id: 1 } })
      .map((x) => x._id)
      .toArray(),
  );
/** What a request entered beside its own: only the system's computing of the grade may come along. */
async function strangers(e: Endpoint, before: ReadonlySet<string>): Promise<string[]> {
  const all = await register().find({}).toArray();
  return all.filter((x) => !before.has(x._id) && x.purpose !== e.reads && x.purpose !== 'grade_computation').map((x) => `${x.purpose} by ${x.kind}`);
}
const ENVELOPE = ['code', 'message', 'requestId', 'retryAfter', 'retryable', 'way'];

test('every endpoint that reads has its fixture, and no fixture is of an endpoint that is gone', () => {
  expect(Object.keys(FIXTURES).sort()).toEqual(reading.map((e) => e.id).sort());
});
test('an endpoint that says it reads nothing answers Done, or is listed with what it holds', () => {
  const silent = ENDPOINTS.filter((e) => e.reads === undefined && e.who !== 'public' && Object.keys(e.reply.shape).join() !== 'done');
  expect(silent.map((e) => e.id).sort()).toEqual(Object.keys(NOTHING_PERSONAL).sort());
});

test('whoever reads by an id of nobody’s learns nothing, and looks at most at themselves', async () => {
  for (const e of reading.filter((x) => x.path.includes(':') && rolesOf(x).includes('resident'))) {
    const who = await world.resident();
    const { status } = await ask(e, { who, subjects: [who.id], params: { id: 'nobodys_id_000000000' }, ...(e.body && { body: {} }) });
    expect([e.id, status >= 400 && status < 500]).toEqual([e.id, true]);
    expect(await register().countDocuments({ kind: { $ne: 'self' }, subject: who.id, purpose: { $ne: 'grade_computation' } })).toBe(0);
  }
});

describe.each(walk)('%s', (_, e, role) => {
  /** Asks, and answers how many entries of its purpose each subject got by it. */
  const left = async (call: Call, status: (n: number) => boolean = (n) => n === 200) => {
    const [before, known] = [await entries(e, call), await ids()];
    const reply = await ask(e, call);
    const after = await entries(e, call);
    expect([e.id, reply.body.code, status(reply.status)]).toEqual([e.id, reply.body.code, true]);
    expect(await strangers(e, known)).toEqual([]);
    const more = after.map((n, i) => n - (before[i] ?? 0));
    expect(new Set(more).size).toBe(1); // the same for each subject of a list
    return { more: more[0], reply };
  };
  const refused = (n: number) => n >= 500;

  test('each look leaves exactly the entry it should', async () => {
    const { rule, single = false, arrange } = fixtureOf(e);
    const call = await arrange(world, role);
    expect((await left(call)).more).toBe(1);
    expect((await left(call, (n) => (single ? n < 500 : n === 200))).more).toBe(rule === 'own' || single ? 0 : 1);
    if (rule !== 'own' || single || !call.who) return;
    if (role === 'resident') expect((await left(await arrange(world, role, await testSession(world.t, call.who)))).more).toBe(1);
    world.clock.set(new Date(world.clock.ms() + 86_400_000));
    expect((await left(call)).more).toBe(1);
  });
  test('refused by the guard it leaves none', async () => {
    const call = await fixtureOf(e).arrange(world, role);
    const before = await entries(e, call);
    const stranger = await world.stranger(e);
    expect((await ask(e, { ...call, who: null, partner: undefined })).status).toBe(401);
    if (stranger) expect((await ask(e, { ...call, who: stranger })).status).toBe(403);
    expect(await entries(e, call)).toEqual(before);
  });
  test('the read fails after the entry: the entry stands', async () => {
    const call = await fixtureOf(e).arrange(world, role);
    const before = await entries(e, call);
    breakReadsAfterEntry();
    const { status } = await ask(e, call);
    healDoor();
    expect([e.id, refused(status)]).toEqual([e.id, !fixtureOf(e).derived]);
    // a read that was begun beside the entry may fail before the entry is durable
    const stands = async () => (await entries(e, call)).every((n, i) => n === (before[i] ?? 0) + 1);
    for (let i = 0; i < 100 && !(await stands()); i++) await new Promise((ok) => setTimeout(ok, 20));
    expect((await entries(e, call)).map((n, i) => n - (before[i] ?? 0))).toEqual(before.map(() => 1));
  });
  test('the entry fails: nothing leaves, and once it can be made the same request is answered', async () => {
    const call = await fixtureOf(e).arrange(world, role);
    const before = await entries(e, call);
    breakEntries();
    const { status, body } = await ask(e, call);
    healDoor();
    expect([e.id, refused(status), Object.keys(body).filter((k) => !ENVELOPE.includes(k))]).toEqual([e.id, true, []]);
    expect(await entries(e, call)).toEqual(before);
    expect((await left(call)).more).toBe(1);
  });
});
