import { TestOperator } from '../test-deposit.js';
import { claim, phone, testOffer, testShop } from '../test-offers.js';
import { testPartner } from '../test-partner.js';
import { testPerson } from '../test-person.js';
import type { DoorFixture } from './door-world.js';

/** Somebody shows a code at the gate of an offer. */
const shown = (body: object): DoorFixture => ({
  rule: 'other',
  ...('eventId' in body && { single: true as const }),
  async arrange({ t }) {
    const [person, shop] = [await testPerson(t), await testShop(t)];
    const partner = await testPartner(t, {
      id: shop.organisationId,
      purposes: [{ purpose: 'perk_ticket', statement: '验票时判断，不作他用', minGrade: null }],
    });
    const offer = await testOffer(t, shop, { benefit: { kind: 'fixed', text: '示例权益' } });
    const held = await phone(t, person, (await claim(t, person, offer)).body.id);
    return { who: null, partner, subjects: [person.id], body: { offer, shop: shop.shopId, code: held.qr(), ...body } };
  },
});
/** Each endpoint by which a partner's system is told something of somebody. */
export const PARTNER_FIXTURES: Readonly<Record<string, DoorFixture>> = {
  'partner.offerVerdict': shown({}),
  'partner.ticketEntry': shown({ eventId: 'door-entry-1', heads: null, amountFen: null }),
  'partner.depositExchange': {
    rule: 'other',
    single: true,
    async arrange({ t }) {
      const [person, operator] = [await testPerson(t), await TestOperator.of(t)];
      const asking = operator.asking();
      const code = await operator.code(asking, person);
      return { who: null, partner: operator.partner, subjects: [person.id], body: { code, redirect: asking.ask.redirect, verifier: asking.verifier } };
    },
  },
  'partner.depositStart': {
    rule: 'other',
    single: true,
    async arrange({ t, clock }) {
      const [person, operator] = [await testPerson(t), await TestOperator.of(t)];
      const { authorisation } = await operator.authorised(person);
      return { who: null, partner: operator.partner, subjects: [person.id], body: { authorisation, order: 'DOOR-1', startedAt: clock.now().toISOString() } };
    },
  },
};
