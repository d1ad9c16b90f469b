import { TestOperator } from '../test-deposit.js';
import { testPerson } from '../test-person.js';
import type { DoorFixture } from './door-world.js';

/** Each endpoint by which a partner's system is told something of somebody. */
export const PARTNER_FIXTURES: Readonly<Record<string, DoorFixture>> = {
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
