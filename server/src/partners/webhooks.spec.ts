import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { inTransaction } from '../platform/transactions.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { type TestPartner, testPartner } from '../testing/test-partner.js';
import { PartnersService } from './partners.service.js';
import { publicKeyOf, readSignature } from './signature.js';
import { PartnerWebhooks } from './webhooks.service.js';

interface Got {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}
let t: TestApp;
let receiver: Server;
let url: string;
let partner: TestPartner;
/** What came in, and what is answered to it in turn; 204 when the list is empty. */
const got: Got[] = [];
const answers: number[] = [];
const take = async (req: IncomingMessage): Promise<void> => {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  got.push({ headers: req.headers as Record<string, string>, body: Buffer.concat(parts) });
};
beforeAll(async () => {
  receiver = createServer((req, res) => void take(req).then(() => res.writeHead(answers.shift() ?? 204, { location: '/elsewhere' }).end('{"never":"read"}')));
  await new Promise<void>((ok) => receiver.listen(0, '127.0.0.1', ok));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/events?from=binhai`;
  t = await testApp('webhooks', { LOG_LEVEL: 'silent' });
  partner = await testPartner(t, { webhook: url });
});
afterEach(() => {
  got.length = 0;
  answers.length = 0;
  clock().set(null);
});
afterAll(async () => {
  await t?.close();
  await new Promise((ok) => receiver.close(ok));
});
const clock = () => t.app.get(Clock);
const jobs = () => t.app.get(Jobs, { strict: false });
const webhooks = () => t.app.get(PartnerWebhooks, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const tell = (id = partner.id, fail = false) =>
  inTransaction(db(), async (session) => {
    const event = await webhooks().tell(id, 'authorisation.ended', { authorisation: 'auth-1' }, session);
    if (fail) throw new Error('the change did not happen');
    return event;
  });
const stateOf = async (id: string) => (await jobs().view(id))?.state;

test('an event is signed by a key of ours that is published, over its very bytes, and says no reason', async () => {
  const id = await tell();
  await jobs().drain();
  expect(got).toHaveLength(1);
  const { headers, body } = got[0] as Got;
  expect(JSON.parse(body.toString())).toEqual({ id, type: 'authorisation.ended', at: expect.any(String), data: { authorisation: 'auth-1' } });
  expect(headers['idempotency-key']).toBe(id);
  const { items } = (await t.send('GET', '/api/partner/v1/our-keys')).body as { items: { keyId: string; publicKey: string }[] };
  const read = readSignature({ method: 'POST', url: new URL(url), headers, body }, clock().ms());
  const key = publicKeyOf(items.find((k) => k.keyId === read.keyId)?.publicKey ?? '');
  expect([read.proves(key), read.covered.has('idempotency-key')]).toEqual([true, true]);
  const other = Buffer.from(body.toString().replace('auth-1', 'auth-2'));
  expect(() => readSignature({ method: 'POST', url: new URL(url), headers, body: other }, clock().ms())).toThrow();
});
test('what did not happen is not told, and a partner without an address, or one that has ended, is told nothing', async () => {
  await expect(tell(partner.id, true)).rejects.toThrow(/did not happen/);
  const silent = await testPartner(t);
  const over = await testPartner(t, { webhook: url, state: 'ended' });
  const ids = [await tell(silent.id), await tell(over.id)];
  await jobs().drain();
  expect([got.length, await Promise.all(ids.map(stateOf))]).toEqual([0, ['done', 'done']]);
});
test('refused it comes again, later each time, with the same id; a redirect is not followed; at last it lies among the dead letters and can be sent anew', async () => {
  answers.push(500, 302, 404, ...Array<number>(13).fill(503));
  const id = await tell();
  const begun = clock().ms();
  const waits: number[] = [];
  for (let i = 0; i < 16; i++) {
    await jobs().drain();
    const row = await db().collection<{ _id: string; runAt: Date; state: string }>('jobs').findOne({ _id: id });
    expect(got).toHaveLength(i + 1);
    if (row?.state !== 'waiting') break;
    waits.push(row.runAt.getTime() - clock().ms());
    clock().set(new Date(row.runAt.getTime() + 1));
  }
  expect([await stateOf(id), got.length, new Set(got.map((g) => g.headers['idempotency-key'])).size]).toEqual(['dead', 16, 1]);
  expect(waits.every((w, i) => i === 0 || w >= (waits[i - 1] as number) * 0.6)).toBe(true); // doubled with a fifth of chance to either side, up to an hour
  expect(clock().ms() - begun).toBeGreaterThan(4 * 3_600_000);
  expect(new Set(got.map((g) => g.headers.signature)).size).toBe(16); // signed anew: an old signature would be out of time
  expect((await jobs().dead()).map((j) => [j.id, j.failure])).toEqual([[id, 'Error']]);
  await jobs().revive(id);
  await jobs().drain();
  expect([await stateOf(id), got.length]).toEqual(['done', 17]);
});
test('a receiver that is gone for good ends it at once', async () => {
  answers.push(410);
  const id = await tell();
  await jobs().drain();
  expect([await stateOf(id), (await jobs().view(id))?.failure]).toEqual(['dead', 'receiver_gone']);
});
test('a partner tries its receiver itself; without an address it is told so', async () => {
  const send = (p: TestPartner) => p.send('POST', '/api/partner/v1/webhook-tests', { body: {}, idempotencyKey: newId() });
  const r = await send(partner);
  await jobs().drain();
  expect([r.status, JSON.parse(got[0]?.body.toString() ?? '{}')]).toEqual([
    200,
    expect.objectContaining({ id: (r.body as { event: string }).event, type: 'test' }),
  ]);
  const none = await send(await testPartner(t));
  expect([none.status, codeOf(none)]).toEqual([409, 'partner_webhook_none']);
});
test('events go by https to a name; to this machine in the sandbox alone', () => {
  const may = (address: string) => t.app.get(PartnersService, { strict: false }).mayCall(address);
  expect(['https://partner.example/hook', 'http://127.0.0.1:9/x'].map(may)).toEqual([true, true]);
  for (const address of [
    'http://partner.example/x',
    'https://10.0.0.1/x',
    'https://[::1]/x',
    'https://a:b@partner.example/',
    'https://metadata/x',
    'https://p.example:8443/',
    'ftp://p.example/',
    'x',
  ])
    expect([address, may(address)]).toEqual([address, false]);
});
