import type { Connection } from 'mongoose';
import { astrayTimes } from '../travel/visit-audit.js';
import type { Offer, OfferStock } from './offer.schema.js';
import type { Voucher } from './voucher.schema.js';

/** One thing that does not add up about an offer. */
export interface OfferFinding {
  readonly offer: string;
  readonly what: string;
  readonly expected: number | string;
  readonly found: number | string;
}
export interface Audit {
  readonly offers: number;
  readonly vouchers: number;
  readonly findings: readonly OfferFinding[];
}
interface DaySum {
  readonly _id: { readonly offer: string; readonly day: string };
  readonly units: number;
  readonly n: number;
}
interface Held {
  readonly units: number;
  readonly days: ReadonlyMap<string, number>;
}
const NOTHING: Held = { units: 0, days: new Map() };

/**
 * Proves for every offer: stock = issued + left, issued = the units its vouchers hold, each kept day's counter = the units of that day's vouchers,
 * stock follows the offer's version and state; places of a visiting time = the parties that hold them; and for every voucher that its state agrees with what it holds. Reads one snapshot, changes nothing.
 */
export async function auditOffers(connection: Connection): Promise<Audit> {
  const session = await connection.startSession({ snapshot: true });
  const vouchers = connection.collection<Voucher>('vouchers');
  try {
    const offers = await connection.collection<Offer>('offers').find({}, { session }).toArray();
    const stocks = await connection.collection<OfferStock>('offer_stock').find({}, { session }).toArray();
    const byDay = { $group: { _id: { offer: '$offer', day: '$day' }, units: { $sum: '$units' }, n: { $sum: 1 } } };
    const sums = await vouchers.aggregate<DaySum>([byDay], { session, allowDiskUse: true }).toArray();
    const byState = { $group: { _id: { offer: '$offer', state: '$state' }, n: { $sum: 1 } } };
    const astray = await vouchers.aggregate<{ _id: { offer: string; state: string }; n: number }>([{ $match: DISAGREES }, byState], { session }).toArray();
    const times = await astrayTimes(connection, session);
    const places = times.map((t) => ({ offer: t.slot.split('|')[0] ?? '', what: `places taken of ${t.slot}`, expected: t.held, found: t.taken }));
    const held = byOffer(sums);
    const ids = new Set([...offers.map((o) => o._id), ...stocks.map((s) => s._id), ...held.keys()]);
    const found = [...ids].sort().flatMap((id) => {
      const [offer, stock] = [offers.find((o) => o._id === id), stocks.find((s) => s._id === id)];
      return offerFindings(id, offer, stock, held.get(id) ?? NOTHING);
    });
    const wrong = astray.map(({ _id, n }) => ({ offer: _id.offer, what: `vouchers ${_id.state} that hold too much or too little`, expected: 0, found: n }));
    return { offers: ids.size, vouchers: sums.reduce((n, s) => n + s.n, 0), findings: [...found, ...wrong, ...places] };
  } finally {
    await session.endSession();
  }
}

/** A living voucher holds units and counts for its person; one that ended by cancellation, reversal or its date holds nothing. */
const DISAGREES = {
  $or: [
    { state: { $in: ['issued', 'redeemed'] }, $or: [{ holds: { $ne: true } }, { units: { $lt: 1 } }] },
    { state: { $in: ['reversed', 'cancelled', 'expired'] }, $or: [{ holds: { $exists: true } }, { slots: { $exists: true } }, { units: { $ne: 0 } }] },
    { state: { $in: ['redeemed', 'reversed'] }, 'redemption.id': { $exists: false } },
    { state: { $in: ['issued', 'cancelled', 'expired'] }, 'redemption.id': { $exists: true } },
  ],
};
function byOffer(sums: readonly DaySum[]): Map<string, Held> {
  const held = new Map<string, { units: number; days: Map<string, number> }>();
  for (const { _id, units } of sums) {
    const h = held.get(_id.offer) ?? { units: 0, days: new Map() };
    h.units += units;
    h.days.set(_id.day, units);
    held.set(_id.offer, h);
  }
  return held;
}
function offerFindings(offer: string, o: Offer | undefined, s: OfferStock | undefined, held: Held): OfferFinding[] {
  if (!o || !s) return [{ offer, what: o ? 'stock document' : 'offer document', expected: 'present', found: 'missing' }];
  const found: OfferFinding[] = [];
  const compare = (what: string, expected: number | string, is: number | string) => {
    if (expected !== is) found.push({ offer, what, expected, found: is });
  };
  compare('issued = units held by vouchers', held.units, s.issued);
  // a later version may lower the total below what was issued: then nothing is left
  if (s.total !== null) compare('left = total - issued', Math.max(0, s.total - s.issued), s.left ?? 'null');
  if (s.left !== null && s.left < 0) compare('left is not negative', 0, s.left);
  for (const [day, units] of Object.entries(s.days)) compare(`issued on ${day}`, held.days.get(day) ?? 0, units);
  compare('version of the stock', o.version, s.offerVersion);
  compare('state of the stock', String(o.state === 'published'), String(s.published));
  return found;
}
