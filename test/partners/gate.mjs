// A car park's gate (docs/partner-api.md, Parking): compares plates in its own lane, reports matches alone, never waits longer than 800 ms.
//   in PLATE LOT MINUTES_AGO · out PLATE LOT FEE ORDER MINUTES_AGO · owed: sends what had no answer in time
import { randomUUID } from 'node:crypto';
import { plateToken } from '../../docs/partner-api/plates.mjs';
import { call, serve } from './client.mjs';

/** Milliseconds a car waits for us. */
const WAIT = Number(process.env.GATE_WAIT_MS ?? 800);
/** Exits that were charged in full because no answer came; their number is new when they are sent, the order is the same. */
const owed = [];

async function set() {
  const all = { tokens: new Set() };
  for (let after = ''; ; ) {
    const r = await call('GET', `/api/partner/v1/parking/plates${after && `?after=${after}`}`);
    if (r?.status !== 200) return null;
    Object.assign(all, { kid: r.body.kid, key: r.body.key });
    for (const token of r.body.tokens) all.tokens.add(token);
    if (r.body.next === null) return all;
    after = r.body.next;
  }
}
/** Null for everybody else's car: of that nothing leaves the gate. */
async function known(plate) {
  const { kid, key, tokens } = (await set()) ?? { tokens: new Set() };
  const token = key && plateToken(key, plate);
  return tokens.has(token) ? { kid, token } : null;
}
const before = (minutes) => new Date(Date.now() - Number(minutes) * 60_000).toISOString();
const open = (payFen, more = {}) => ({ open: true, payFen, ...more });

await serve(async (word, plate, lotId, third, orderId, ago = 0) => {
  if (word === 'owed') {
    const given = [];
    for (const exit of owed.splice(0)) {
      const r = await call('POST', '/api/partner/v1/parking/credits', { ...exit, eventId: randomUUID() });
      if (r?.status !== 200) owed.push(exit);
      else given.push({ orderId: exit.orderId, creditFen: r.body.creditFen });
    }
    return { given, open: owed.length };
  }
  const mark = await known(plate);
  if (word === 'in') {
    if (!mark) return { match: false };
    const at = before(third);
    return { match: true, status: (await call('POST', '/api/partner/v1/parking/entries', { eventId: randomUUID(), ...mark, lotId, at }))?.status };
  }
  const feeFen = Number(third);
  if (!mark) return open(feeFen, { match: false });
  const exit = { ...mark, lotId, at: before(ago), orderId, feeFen };
  const r = await call('POST', '/api/partner/v1/parking/exits', { eventId: randomUUID(), ...exit }, { within: WAIT });
  if (r?.status !== 200) {
    owed.push(exit);
    return open(feeFen, { verdict: 'none in time' });
  }
  const { verdict, payFen, payLater } = r.body;
  return open(payFen, { verdict, payLater });
});
