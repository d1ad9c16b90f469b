import type { ClientSession, Connection } from 'mongoose';
import type { VisitSlotCount } from './visit-slot.schema.js';

/** A time of a day whose count is not what its parties say. */
export interface AstrayTime {
  readonly slot: string;
  readonly held: number;
  readonly taken: number;
}
const GIVEN_BACK = { $sum: { $ifNull: ['$redemption.reversals.heads', []] } };
/** Places that the living vouchers of one time hold: the party, less those whom a partial reversal took back. */
const PLACES = [
  { $match: { state: { $in: ['issued', 'redeemed'] }, 'visit.slot': { $exists: true } } },
  { $group: { _id: '$visit.slot', places: { $sum: { $subtract: ['$visit.heads', GIVEN_BACK] } } } },
];

/** For every time of every day whose count is still kept: places taken = places its vouchers hold. Reads the session's snapshot. */
export async function astrayTimes(connection: Connection, session: ClientSession): Promise<AstrayTime[]> {
  const held = await connection.collection('vouchers').aggregate<{ _id: string; places: number }>(PLACES, { session, allowDiskUse: true }).toArray();
  const places = new Map(held.map((h) => [h._id, h.places]));
  const counts = await connection.collection<VisitSlotCount>('visit_slots').find({}, { session }).toArray();
  return counts.map(({ _id, taken }) => ({ slot: _id, held: places.get(_id) ?? 0, taken })).filter((s) => s.held !== s.taken);
}
