// A ticket office (docs/partner-api.md, An offer and a ticket gate): shows the price before, lets in once, compares its day.
//   ask OFFER SHOP CODE · enter OFFER SHOP CODE HEADS · again · day DATE
import { randomUUID } from 'node:crypto';
import { dayIsOurs } from '../../docs/partner-api/days.mjs';
import { call, partner, serve } from './client.mjs';

/** Fen; the ordinary ticket. */
const PRICE = 8000;
/** The last entry as it was sent: an answer that was lost is asked for with the same number. */
let last;

async function enter(body) {
  last = body;
  const r = await call('POST', '/api/partner/v1/tickets/entries', body);
  const yes = r?.status === 200 && r.body.verdict === 'yes';
  return { payFen: yes ? r.body.payFen : PRICE * body.heads, verdict: r?.body.verdict, entry: r?.body.entry ?? null };
}
await serve(async (word, offer, shop, code, heads) => {
  if (word === 'ask') return { verdict: (await call('POST', '/api/partner/v1/offers/verdicts', { offer, shop, code }))?.body.verdict };
  if (word === 'enter') return enter({ eventId: randomUUID(), offer, shop, code, heads: Number(heads), amountFen: null });
  if (word === 'again') return enter(last);
  const date = offer;
  const [days, keys, file] = [
    await call('GET', '/api/partner/v1/days'),
    await call('GET', '/api/partner/v1/our-keys'),
    await call('GET', `/api/partner/v1/days/${date}/file`),
  ];
  const day = days?.body.items.find((d) => d.day === date);
  if (!day || file?.status !== 200) return { day: null };
  const lines = file.body.toString('utf8').trim().split('\r\n');
  return { ours: dayIsOurs({ bytes: file.body, day, partner, keys: keys.body.items }), lines: lines.length - 2, reliefFen: day.reliefFen };
});
