// @ts-check
// A partner's system from outside: the signing sample that partners are given, against both servers.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { partnerClient } from '../support/partner.mjs';
import { system } from '../support/run-app.mjs';

let s;
let gate;
test.before(async () => {
  s = await system();
  gate = await partnerClient(s, 'binhai-parking');
});
test.after(() => s?.stop());

test('the sample signs so that the server knows who asks', async () => {
  const { status, body } = await gate.get('/api/partner/v1/ping');
  assert.deepEqual([status, body.partner, body.keyId], [200, 'binhai-parking', gate.keyId]);
  assert.equal((await gate.get('/api/partner/v1/ping?a=1&b=%E6%B4%A5')).status, 200);
});
test('a request is repeated with its key and a new signature: one answer, whichever server hears it', async () => {
  const other = await partnerClient(s, 'binhai-parking', { url: s.urls[1] });
  const idempotencyKey = randomUUID();
  const [a, b] = await Promise.all([gate, other].map((c) => c.post('/api/partner/v1/self-check', { text: '出场' }, { idempotencyKey })));
  assert.equal(a.status, 200);
  assert.deepEqual(a.body, b.body);
});
test('an unsigned request is told what is missing, in the envelope', async () => {
  const r = await fetch(`${s.url}/api/partner/v1/ping`);
  const body = await r.json();
  assert.deepEqual([r.status, body.code, body.retryable], [401, 'partner_signature_missing', false]);
});
