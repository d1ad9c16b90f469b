import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { AccessReviewService } from '../../audit/access-review.service.js';
import { IdentityCasesService } from '../../people/identity-cases.service.js';
import { testCertificate, testLandlord, testViewing } from '../test-certificates.js';
import { testComplaint } from '../test-complaints.js';
import { freshNumber } from '../test-number.js';
import { claim, phone, requestId, testMember, testOffer, testShop } from '../test-offers.js';
import { freshPlate } from '../test-parking.js';
import { type TestPerson, testPerson } from '../test-person.js';
import { TestRepairs } from '../test-repairs.js';
import { sealInForce, testSubject } from '../test-seals.js';
import type { DoorFixture, DoorWorld } from './door-world.js';

const TERMINAL = 'T-001';
/** A customer with a voucher, and the code on the customer's phone. */
async function customer(world: DoorWorld): Promise<{ person: TestPerson; code: string }> {
  const person = await testPerson(world.t);
  const { body } = await claim(world.t, person, await testOffer(world.t, world.shop));
  return { person, code: (await phone(world.t, person, body.id)).qr() };
}
async function scanned(world: DoorWorld, clerk: TestPerson) {
  const { person, code } = await customer(world);
  const { lockId } = await world.made<{ lockId: string }>(clerk, 'POST', '/api/counter/scans', { terminal: TERMINAL, requestId: requestId(), code });
  return { person, confirmation: { terminal: TERMINAL, requestId: requestId(), lockId, amountFen: null, heads: null } };
}
async function redeemed(world: DoorWorld, clerk: TestPerson) {
  const { person, confirmation } = await scanned(world, clerk);
  const { id } = await world.made<{ id: string }>(clerk, 'POST', '/api/counter/confirmations', confirmation);
  return { person, id };
}
const aDay = (world: DoorWorld) => world.clock.set(new Date(world.clock.ms() + 86_400_000));

/** Submitted to the unit whose desk looks; the centre sees it too. */
const repairCase: DoorFixture = {
  rule: 'other',
  async arrange(world, role) {
    const repairs = await TestRepairs.of(world.t);
    const person = await testPerson(world.t);
    const since = { disclosedOn: addDays(localDateOf(world.clock.ms()), -100), severity: 'general' } as const;
    const id = await repairs.submitted(person, await repairs.penaltyOf(person, since));
    return { who: role === 'source' ? repairs.source : await world.member(role), subjects: [person.id], params: { id } };
  },
};

/** Each endpoint by which people at work read about somebody else. */
export const STAFF_FIXTURES: Readonly<Record<string, DoorFixture>> = {
  'firms.handlers': {
    rule: 'other',
    async arrange(world) {
      const shop = await testShop(world.t);
      const handlers = [await testMember(world.t, shop, 'handler'), await testMember(world.t, shop, 'handler')];
      return { who: await testMember(world.t, shop, 'representative'), subjects: handlers.map((h) => h.id) };
    },
  },
  'clerks.list': {
    rule: 'other',
    async arrange(world, role) {
      const shop = await testShop(world.t);
      const clerks = [await testMember(world.t, shop), await testMember(world.t, shop)];
      return { who: await testMember(world.t, shop, role), subjects: clerks.map((c) => c.id) };
    },
  },
  'identityCases.one': {
    rule: 'other',
    async arrange(world, role) {
      const person = await testPerson(world.t);
      await world.get(IdentityCasesService).freezeOwn(person.id);
      const who = await world.member(role);
      const { items } = await world.made<{ items: { id: string }[] }>(who, 'GET', '/api/desk/identity-cases');
      return { who, subjects: [person.id], params: { id: items[0]?.id ?? '' } };
    },
  },
  'plateProofs.one': {
    rule: 'other',
    async arrange(world, role) {
      const number = freshNumber();
      const person = await testPerson(world.t, { number, name: '周示例' });
      const { id } = await world.made<{ id: string }>(await world.member('operator'), 'POST', '/api/desk/plate-proofs', {
        number,
        plate: freshPlate(),
        reason: '看过行驶证原件',
      });
      return { who: await world.member(role), subjects: [person.id], params: { id } };
    },
  },
  'complaints.deskOne': {
    rule: 'other',
    async arrange(world, role) {
      const person = await testPerson(world.t);
      const { id } = await testComplaint(world.t, person);
      return { who: await world.member(role), subjects: [person.id], params: { id } };
    },
  },
  'repair.deskOne': repairCase,
  'repair.deskProof': repairCase,
  'tenancy.look': {
    rule: 'other',
    async arrange(world, role) {
      const tenant = await testPerson(world.t);
      const { id, face } = await testCertificate(world.t, tenant, { approval: false });
      const who = role === 'agent' ? await world.member(role) : await testLandlord(world.t);
      return { who, subjects: [tenant.id], body: { link: id, face } };
    },
  },
  'tenancy.openProof': {
    rule: 'other',
    async arrange(world, role) {
      const tenant = await testPerson(world.t);
      const viewer = role === 'agent' ? await world.member(role) : await testLandlord(world.t);
      const { viewing } = await testViewing(world.t, tenant, viewer);
      await world.made(tenant, 'POST', `/api/tenancy/viewings/${viewing}/proof`, { named: true });
      const { items } = (await world.t.send('GET', '/api/tenancy/proofs', { token: viewer.token })).body as { items: { id: string }[] };
      return { who: viewer, subjects: [tenant.id], body: { id: items[0]?.id } };
    },
  },
  'counter.scan': {
    rule: 'other',
    async arrange(world, role) {
      const who = await world.member(role);
      const { person, code } = await customer(world);
      return { who, subjects: [person.id], body: { terminal: TERMINAL, requestId: requestId(), code } };
    },
  },
  'counter.confirm': {
    rule: 'other',
    async arrange(world, role) {
      const who = await world.member(role);
      const { person, confirmation } = await scanned(world, who);
      return { who, subjects: [person.id], body: confirmation };
    },
  },
  'counter.reverse': {
    rule: 'other',
    async arrange(world, role) {
      const who = await world.member(role);
      const { person, id } = await redeemed(world, who);
      return { who, subjects: [person.id], body: { terminal: TERMINAL, requestId: requestId(), redemptionId: id, heads: null, reason: '录错了' } };
    },
  },
  'counter.today': {
    rule: 'other',
    async arrange(world, role) {
      aDay(world); // the customers of this call alone
      const who = await world.member(role);
      const [a, b] = [await redeemed(world, who), await redeemed(world, who)];
      return { who, subjects: [a.person.id, b.person.id] };
    },
  },
  'audit.sealedLook': {
    rule: 'other',
    async arrange(world, role) {
      const who = await world.member(role);
      const { person, number } = await testSubject(world.t);
      const id = await sealInForce(world.t, number, [who, await world.member('operator'), await world.member('auditor')]);
      return { who, subjects: [person.id], params: { id }, body: { confirm: true } };
    },
  },
  'audit.searchRegister': {
    rule: 'other',
    async arrange(world, role) {
      const who = await world.member(role);
      const { person, number } = await testSubject(world.t);
      await world.staffLook(await world.member('operator'), person);
      const today = localDateOf(world.clock.ms());
      return { who, subjects: [person.id], body: { from: addDays(today, -1), to: today, number } };
    },
  },
  'audit.review': {
    rule: 'other',
    async arrange(world, role) {
      const [who, looker, a, b] = [await world.member(role), await world.member('operator'), await testPerson(world.t), await testPerson(world.t)];
      for (const person of [a, b, a]) await world.staffLook(looker, person);
      await world.get(AccessReviewService).reviewDay(localDateOf(world.clock.ms()));
      const found = await world.db.collection<{ _id: string }>('access_reviews').findOne({ actor: looker.id, rule: 'no_open_case' });
      return { who, subjects: [a.id, b.id], params: { id: found?._id ?? '' } };
    },
  },
};
