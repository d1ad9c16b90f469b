import { newId } from '../../platform/id.js';
import { testGate } from '../test-gate.js';
import { freshNumber } from '../test-number.js';
import { freshPlate, openParking } from '../test-parking.js';
import { testPerson } from '../test-person.js';
import type { DoorFixture } from './door-world.js';

/** A gate asks about a car that came an hour ago. */
const leaving: DoorFixture = {
  rule: 'other',
  async arrange(world) {
    const gate = await testGate(world.t);
    const person = await testPerson(world.t, { number: freshNumber(), name: '周示例' });
    const plate = freshPlate();
    await openParking(world.t, person, plate, [gate.id]);
    const at = new Date(world.clock.ms()).toISOString();
    await gate.enter(plate, new Date(world.clock.ms() - 3_600_000).toISOString());
    const mark = await gate.match(plate);
    return {
      who: null,
      partner: gate.partner,
      subjects: [person.id],
      body: { eventId: newId(), lotId: gate.lot, at, ...mark, orderId: newId(), feeFen: 500 },
    };
  },
};
export const PARKING_FIXTURES: Readonly<Record<string, DoorFixture>> = { 'parking.gateExit': leaving, 'parking.gateCredit': leaving };
