// An operator of shared bicycles (docs/partner-api.md, Without a deposit): asks before each ride, reports its end.
//   ride AUTHORISATION ORDER · back ORDER · exchange CODE REDIRECT VERIFIER
import { randomUUID } from 'node:crypto';
import { call, serve } from './client.mjs';

/** Fen; what is held from whoever rides on ordinary terms. */
const DEPOSIT = 19_900;

await serve(async (word, first, second, third) => {
  if (word === 'exchange') {
    const body = { code: first, redirect: second, verifier: third };
    const r = await call('POST', '/api/partner/v1/deposit/exchanges', body, { idempotencyKey: randomUUID() });
    return { status: r?.status, authorisation: r?.body.authorisation, verdict: r?.body.verdict };
  }
  if (word === 'ride') {
    const body = { authorisation: first, order: second, startedAt: new Date().toISOString() };
    const r = await call('POST', '/api/partner/v1/deposit/orders', body);
    // no answer, a refusal and not now are one thing to the rider
    const free = r?.status === 200 && r.body.verdict === 'yes';
    return { unlocked: true, depositFen: free ? 0 : DEPOSIT, verdict: r?.body.verdict };
  }
  const r = await call('POST', '/api/partner/v1/deposit/order-ends', { order: first, endedAt: new Date().toISOString(), depositReleased: true });
  return { status: r?.status };
});
