import type { Role } from '@binhai/shared/contract/http';
import { RECOGNITION_TEXT } from '@binhai/shared/contract/recognition';
import { addDays, localDateOf, startOfDay } from '@binhai/shared/dates/dates';
import { currentVersion } from '../../consents/texts.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ParametersService } from '../../parameters/parameters.service.js';
import { newId } from '../../platform/id.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { choice, testCertificate, testViewing } from '../test-certificates.js';
import { testComplaint } from '../test-complaints.js';
import { TestOperator } from '../test-deposit.js';
import { list, type TestIssuer, testIssuer } from '../test-issuer.js';
import { freshCode, freshNumber } from '../test-number.js';
import { claim, claimBody, testMember, testOffer, testShop } from '../test-offers.js';
import { freshPlate, openParking } from '../test-parking.js';
import { type TestPerson, testPerson } from '../test-person.js';
import { recordOf } from '../test-record.js';
import { TestRepairs } from '../test-repairs.js';
import { reportOf } from '../test-report.js';
import { SchemeDesk } from '../test-schemes.js';
import type { DoorFixture, DoorWorld } from './door-world.js';

/** A resident's own page that needs nothing but the resident. */
export const plain = (query?: string): DoorFixture => ({
  rule: 'own',
  async arrange(world, role, person) {
    const who = role === 'resident' ? await world.resident(person) : await world.member(role);
    return { who, subjects: [who.id], ...(query && { query }) };
  },
});
const own = (more: (world: DoorWorld, who: TestPerson) => Promise<{ params?: Record<string, string>; query?: string; body?: object }>): DoorFixture => ({
  rule: 'own',
  async arrange(world, _role: Role, person) {
    const who = await world.resident(person);
    return { who, subjects: [who.id], ...(await more(world, who)) };
  },
});

export async function optIn(world: DoorWorld, who: TestPerson): Promise<void> {
  const { text } = await world.made<{ text: { version: string } }>(who, 'GET', '/api/credit/opt-in/text');
  await world.made(who, 'POST', '/api/credit/opt-in', { textVersion: text.version });
}
async function voucherOf(world: DoorWorld, who: TestPerson): Promise<string> {
  return (await claim(world.t, who, await testOffer(world.t, world.shop))).body.id;
}
async function openConsultation(world: DoorWorld): Promise<string> {
  const { items } = (await world.t.send('GET', '/api/credit/consultations')).body as { items: { id: string; open: boolean }[] };
  return items.find((c) => c.open)?.id ?? (await (await SchemeDesk.of(world.t)).open()).consultation;
}
const openGrade = async (world: DoorWorld, who: TestPerson) => {
  if (world.get(ParametersService).personalGrade() !== 'on')
    await world.get(ParametersService).setPersonalGrade('on', { reference: ['示例'], approvedBy: 'spec' });
  await optIn(world, who);
};
const graded = own(async (world, who) => {
  await openGrade(world, who);
  return {};
});

/** Who has a number of the right form, which the register of vehicles is asked with. */
const ofCar = (more: (world: DoorWorld, who: TestPerson) => Promise<{ params?: Record<string, string>; body: object }>): DoorFixture => ({
  rule: 'own',
  async arrange(world, _role, person) {
    const who = person ?? (await testPerson(world.t, { number: freshNumber(), name: '周示例' }));
    return { who, subjects: [who.id], ...(await more(world, who)) };
  },
});

/** A draft begun before midnight: else the beginning has left the day's entry already. A firm's is seen by whichever hand. */
const repairOf: DoorFixture = {
  rule: 'own',
  async arrange(world, role, person) {
    const today = localDateOf(world.clock.ms());
    world.clock.set(new Date(startOfDay(addDays(today, 1)) - 60_000));
    const repairs = await TestRepairs.of(world.t);
    const firm = { organisationId: newId(), shopId: '' };
    const uscc = freshCode();
    await world.get(OrganisationsService).put({ _id: firm.organisationId, kind: 'firm', name: '示例企业', uscc, contact: '022-0000-0000' });
    const who = role === 'resident' ? await world.resident(person) : await testMember(world.t, firm, role);
    const since = { disclosedOn: addDays(today, -100), severity: 'general' } as const;
    const record = role === 'resident' ? await repairs.penaltyOf(who, since) : await repairs.penaltyOfFirm(uscc, since);
    const id = await repairs.draft(who, record);
    world.clock.set(new Date(startOfDay(addDays(today, 1)) + 60_000));
    return { who, subjects: [who.id], params: { id } };
  },
};
let listed: TestIssuer | undefined;
/** A certificate of a listed issuer, of the person's own number. */
const recognised: DoorFixture = {
  rule: 'each',
  async arrange(world) {
    if (!listed) {
      listed = await testIssuer(world.t);
      await list(world.t, [listed.listing()]);
    }
    const number = freshNumber();
    const who = await testPerson(world.t, { number, name: '周示例' });
    const id = await testOffer(world.t, world.shop, { recognises: ['110000'] });
    return { who, subjects: [who.id], params: { id }, body: { certificate: listed.issue(number).certificate, textVersion: RECOGNITION_TEXT } };
  },
};

/** Each endpoint by which a person reads about themselves. */
export const OWN_FIXTURES: Readonly<Record<string, DoorFixture>> = {
  'people.me': plain(),
  'session.devices': plain(),
  'rights.leaving': plain(),
  'rights.exportFile': {
    rule: 'each',
    async arrange(world, _role, person) {
      const who = await world.resident(person);
      await world.made(who, 'POST', '/api/rights/export', { confirm: true });
      await world.get(Jobs).drain();
      return { who, subjects: [who.id] };
    },
  },
  'people.looks': plain(),
  'register.lookProof': own(async (world, who) => {
    await world.staffLook(await world.member('operator'), who);
    const entry = await world.db.collection<{ _id: string }>('register_entries').findOne({ subject: who.id, kind: 'staff' });
    return { params: { id: entry?._id ?? '' } };
  }),
  'consents.list': plain(),
  'messages.list': plain(),
  'people.verifyBasic': {
    rule: 'own',
    async arrange(world, _role, person) {
      const who = person ?? (await testPerson(world.t, { assurance: 'none' }));
      const number = numbers.get(who.id) ?? freshNumber();
      numbers.set(who.id, number);
      return { who, subjects: [who.id], body: { name: '周示例', number, consent: true } };
    },
  },
  'people.finishHigh': {
    rule: 'own',
    single: true,
    async arrange(world, _role, person) {
      // begun before midnight, fetched after it: else the beginning has left the day's entry already
      const today = localDateOf(world.clock.ms());
      world.clock.set(new Date(startOfDay(addDays(today, 1)) - 60_000));
      const who = person ?? (await testPerson(world.t, { assurance: 'none' }));
      if (!person) {
        await world.made(who, 'POST', '/api/me/real-name', { name: '周示例', number: freshNumber(), consent: true });
      }
      const { ticket } = await world.made<{ ticket: string }>(who, 'POST', '/api/me/real-name/high', { provider: 'network_id' });
      world.clock.set(new Date(startOfDay(addDays(today, 1)) + 60_000));
      return { who, subjects: [who.id], body: { ticket } };
    },
  },
  'people.finishJoin': {
    rule: 'own',
    single: true,
    async arrange(world) {
      const number = freshNumber();
      const kept = await testPerson(world.t, { number, name: '周示例' });
      const who = await testPerson(world.t, { assurance: 'none' });
      const { ticket } = await world.made<{ ticket: string }>(who, 'POST', '/api/me/join', { name: '周示例', number, consent: true, provider: 'network_id' });
      return { who, subjects: [kept.id], body: { ticket } };
    },
  },
  'firms.mine': {
    rule: 'own',
    async arrange(world, role, person) {
      const who = person ?? (role === 'resident' ? await world.resident() : await testMember(world.t, await testShop(world.t), role)); // one representative a firm
      return { who, subjects: [who.id] };
    },
  },
  'firms.startBind': {
    rule: 'own',
    async arrange(world, _role, person) {
      const who = person ?? (await testPerson(world.t, { number: freshNumber(), name: '周示例' }));
      return { who, subjects: [who.id], body: { uscc: freshCode() } };
    },
  },
  'firms.finishBind': {
    rule: 'own',
    single: true, // shown again it is answered, and the day's entry is there
    async arrange(world, _role, person) {
      // shown before midnight, fetched after it: else the beginning has left the day's entry already
      const today = localDateOf(world.clock.ms());
      world.clock.set(new Date(startOfDay(addDays(today, 1)) - 60_000));
      const who = person ?? (await testPerson(world.t, { number: freshNumber(), name: '周示例' }));
      const { ticket } = await world.made<{ ticket: string }>(who, 'POST', '/api/firms/bindings', { uscc: freshCode() });
      world.clock.set(new Date(startOfDay(addDays(today, 1)) + 60_000));
      return { who, subjects: [who.id], body: { ticket } };
    },
  },
  'credit.grade': graded,
  'credit.explanation': graded,
  'credit.history': graded,
  'credit.whatIf': own(async (world, who) => {
    await openGrade(world, who);
    return { body: { chosen: [], months: 0 } };
  }),
  'credit.records': own(async (world, who) => {
    await recordOf(world.t, who);
    return {};
  }),
  'credit.record': own(async (world, who) => ({ params: { id: await recordOf(world.t, who) } })),
  'report.choices': plain(),
  'report.list': plain(),
  'report.make': own(async () => ({ body: { requestId: newId(), purpose: 'award', classes: ['08'], looks: false, grade: false } })),
  'report.one': own(async (world, who) => ({ params: { id: await reportOf(world.t, who) } })),
  'report.file': own(async (world, who) => ({ params: { id: await reportOf(world.t, who) } })),
  'schemes.ownComment': own(async (world) => ({ params: { id: await openConsultation(world) } })),
  'perks.eligibility': own(async (world) => ({ params: { id: await testOffer(world.t, world.shop) } })),
  'perks.ownAreas': plain(),
  'perks.claimable': own(async (world) => {
    await testOffer(world.t, world.shop);
    return {};
  }),
  'perks.claim': own(async (world) => ({ params: { id: await testOffer(world.t, world.shop) }, body: claimBody() })),
  'parking.home': plain(),
  'parking.trips': plain(),
  'parking.provePlate': ofCar(async () => ({ body: { plate: freshPlate(), consent: true } })),
  'parking.keepPlate': ofCar(async (world, who) => ({ params: { id: (await openParking(world.t, who, freshPlate(), [])).body.id }, body: { consent: true } })),
  'complaints.reviewGrade': own(async (world, who) => {
    await openGrade(world, who);
    return { body: { requestId: newId(), text: '' } };
  }),
  'complaints.reviewOffer': own(async (world) => ({ params: { id: await testOffer(world.t, world.shop) }, body: { requestId: newId(), text: '' } })),
  'complaints.list': plain(),
  'complaints.one': own(async (world, who) => ({ params: { id: (await testComplaint(world.t, who)).id } })),
  'repair.records': {
    rule: 'own',
    async arrange(world, role, person) {
      const who = person ?? (role === 'resident' ? await world.resident() : await testMember(world.t, await testShop(world.t), role)); // one representative a firm
      return { who, subjects: [who.id] };
    },
  },
  'repair.one': repairOf,
  'recognition.present': recognised,
  'tenancy.benefits': plain(),
  'tenancy.make': own(async () => ({ body: choice() })),
  'tenancy.list': plain(),
  'tenancy.certificate': {
    rule: 'own',
    async arrange(world, _role, person) {
      // made before midnight: else the making has left the day's entry already
      const today = localDateOf(world.clock.ms());
      world.clock.set(new Date(startOfDay(addDays(today, 1)) - 60_000));
      const who = await world.resident(person);
      const { id } = await testCertificate(world.t, who);
      world.clock.set(new Date(startOfDay(addDays(today, 1)) + 60_000));
      return { who, subjects: [who.id], params: { id } };
    },
  },
  'tenancy.makeProof': {
    rule: 'each',
    async arrange(world, _role, person) {
      const who = await world.resident(person);
      const { viewing } = await testViewing(world.t, who);
      return { who, subjects: [who.id], params: { id: viewing }, body: { named: true } };
    },
  },
  'perks.vouchers': plain('?group=usable'),
  'perks.voucher': own(async (world, who) => ({ params: { id: await voucherOf(world, who) } })),
  'deposit.authorisations': plain(),
  'deposit.authorisation': own(async ({ t }, who) => ({ params: { id: (await (await TestOperator.of(t)).authorised(who)).authorisation } })),
  'deposit.request': own(async ({ t }) => ({ query: `?${new URLSearchParams((await TestOperator.of(t)).asking().ask)}` })),
  'deposit.decide': own(async ({ t }) => ({
    body: { ...(await TestOperator.of(t)).asking().ask, decision: 'agree', consentTextVersion: currentVersion('deposit_free') },
  })),
  'perks.voucherSecret': {
    rule: 'each',
    derived: true,
    async arrange(world, _role, person) {
      const who = await world.resident(person);
      return { who, subjects: [who.id], params: { id: await voucherOf(world, who) }, body: {} };
    },
  },
};
/** The number an account was real-named with, so that saying it again is the same request. */
const numbers = new Map<string, string>();
