import { createHmac, createPublicKey, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { Person } from '../people/person.schema.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { testPerson } from '../testing/test-person.js';
import { Clock } from './clock.js';
import { createKeysFile, KEYS, type KeysFile } from './keys.js';
import { ACCESS_TTL, Tokens } from './tokens.js';

const aut4 = JSON.parse(fs.readFileSync(new URL('../../../test/cases/AUT-4.jwt-headers.json', import.meta.url), 'utf8')) as {
  headers: Record<string, unknown>[];
  expect: { status: number };
};
let t: TestApp;
const lines: string[] = [];
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-keys-'));
beforeAll(async () => {
  const file = path.join(dir, 'keys.json');
  createKeysFile(file);
  const keys = JSON.parse(fs.readFileSync(file, 'utf8'));
  keys.token.push({ kid: 't0', secret: randomBytes(32).toString('base64url'), until: '2026-01-01T00:00:00Z' });
  fs.writeFileSync(file, JSON.stringify(keys));
  t = await testApp('guard', { LOG_LEVEL: 'debug', KEYS_FILE: file }, { logTo: { write: (line) => void lines.push(line) } });
});
afterAll(async () => {
  await t?.close();
  fs.rmSync(dir, { recursive: true, force: true });
});
const people = () => t.app.get<Connection>(getConnectionToken()).collection<Person>('people');
const b64 = (x: unknown) => Buffer.from(typeof x === 'string' ? x : JSON.stringify(x)).toString('base64url');
const now = () => Math.floor(t.app.get(Clock).ms() / 1000);
const bodyOf = (r: { body: unknown }) => ({ ...(r.body as object), requestId: '' });

/** The vector as an attacker would send it, whose payload is that of a real session. */
function forge(vector: Record<string, unknown>, payload: object): string {
  const keys = t.app.get<KeysFile>(KEYS);
  const { signedWith, kidRepeat, ...header } = vector as { signedWith?: string; kidRepeat?: [string, number]; kid?: unknown };
  const own = keys.token[0];
  const retired = keys.token[1];
  if (header.kid === 'k1') header.kid = own?.kid; // the case's name of the live key
  if (header.kid === '<id of the Ed25519 key>') header.kid = keys.sign[0]?.kid;
  if (header.kid === '<id of the HS256 key>') header.kid = own?.kid;
  if (kidRepeat) header.kid = kidRepeat[0].repeat(kidRepeat[1]);
  let secret: Buffer | string = randomBytes(32);
  if (header.kid === '<retired key past its end>') {
    header.kid = retired?.kid;
    secret = Buffer.from(retired?.secret ?? '', 'base64url');
  }
  if (signedWith)
    secret = createPublicKey(keys.sign[0]?.privateKey ?? '')
      .export({ type: 'spki', format: 'der' })
      .subarray(-32);
  const text = `${b64(header)}.${b64({ aud: 'binhai', iat: now(), exp: now() + 600, ...payload })}`;
  const alg = String(vector.alg).toLowerCase();
  return `${text}.${alg === 'none' ? '' : createHmac('sha256', secret).update(text).digest('base64url')}`;
}

test('AUT-4: 17 forged headers get one and the same 401; nothing is read or fetched, no token is in the log', async () => {
  const p = await testPerson(t);
  const document = await people().findOne({ _id: p.id });
  const payload = { sub: p.id, sid: document?.sessions[0]?.id, epoch: 0, mid: null };
  expect(aut4.headers).toHaveLength(17);
  const fetched = jest.spyOn(globalThis, 'fetch');
  const read = jest.spyOn(fs, 'readFileSync');
  const dialled = jest.spyOn(net, 'connect');
  const bodies = new Set<string>();
  for (const vector of aut4.headers) {
    const token = forge(vector, payload);
    const r = await t.send('GET', '/api/me', { token });
    expect([JSON.stringify(vector), r.status]).toEqual([JSON.stringify(vector), aut4.expect.status]);
    bodies.add(JSON.stringify(bodyOf(r)));
    expect(lines.join('')).not.toContain(token.slice(0, 60));
  }
  expect(bodies.size).toBe(1);
  expect([...bodies][0]).toContain('auth_token_invalid');
  expect([fetched.mock.calls, read.mock.calls, dialled.mock.calls]).toEqual([[], [], []]);
  jest.restoreAllMocks();
  // the same payload under the live key is let in: what was refused above was the forgery
  const own = t.app.get<KeysFile>(KEYS).token[0];
  const text = `${b64({ alg: 'HS256', kid: own?.kid })}.${b64({ aud: 'binhai', iat: now(), exp: now() + 600, ...payload })}`;
  const good = `${text}.${createHmac('sha256', Buffer.from(own?.secret ?? '', 'base64url'))
    .update(text)
    .digest('base64url')}`;
  expect((await t.send('GET', '/api/me', { token: good })).status).toBe(200);
});
test("claims that are not a live token's: rightly signed, and yet one and the same 401", async () => {
  const p = await testPerson(t);
  const sid = (await people().findOne({ _id: p.id }))?.sessions[0]?.id;
  const own = t.app.get<KeysFile>(KEYS).token[0];
  const good = { aud: 'binhai', iat: now(), exp: now() + 600, sub: p.id, sid, epoch: 0, mid: null };
  const without = (name: keyof typeof good) => ({ ...good, [name]: undefined });
  const signed = (payload: object, secret = Buffer.from(own?.secret ?? '', 'base64url')) => {
    const text = `${b64({ alg: 'HS256', kid: own?.kid })}.${b64(payload)}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const other = await testPerson(t);
  const attacks: Record<string, string> = {
    'another key': signed(good, randomBytes(32)),
    'an empty key': signed(good, Buffer.alloc(0)),
    expired: signed({ ...good, exp: now() - 1 }),
    'expires now': signed({ ...good, exp: now() }),
    'not yet valid': signed({ ...good, nbf: now() + 60 }),
    'another audience': signed({ ...good, aud: 'other' }),
    'a longer audience': signed({ ...good, aud: 'binhai.example' }),
    'an end in words': signed({ ...good, exp: 'never' }),
    'an epoch to come': signed({ ...good, epoch: 1 }),
    'a session of nobody': signed({ ...good, sid: 'nobody' }),
    'a session of somebody else': signed({ ...good, sub: other.id }),
    'operators for ids': signed({ ...good, sub: { $ne: null }, sid: { $ne: null } }),
    'a body changed after signing': signed(good).replace(/\.[^.]+\./, `.${b64({ ...good, sub: other.id })}.`),
    ...Object.fromEntries((['aud', 'exp', 'sub', 'sid', 'epoch', 'mid', 'iat'] as const).map((name) => [`no ${name}`, signed(without(name))])),
  };
  for (const [name, token] of Object.entries(attacks)) {
    const r = await t.send('GET', '/api/me', { token });
    expect([name, r.status, (r.body as { code: string }).code]).toEqual([name, 401, 'auth_token_invalid']);
  }
  expect((await t.send('GET', '/api/me', { token: signed(good) })).status).toBe(200);
});
test.each([
  ['no bearer', 'abc'],
  ['an empty one', 'Bearer '],
  ['another scheme', 'Basic YTpi'],
  ['two', 'Bearer a.b.c, Bearer a.b.c'],
  ['characters outside base64url', 'Bearer a.b.c=='],
])('a header with %s is the same refusal', async (_, authorization) => {
  const r = await t.send('GET', '/api/health', { headers: { authorization } });
  expect([r.status, (r.body as { code: string }).code]).toEqual([401, 'auth_token_invalid']);
});
test('a remembered token still ends by the clock, with its session, its epoch, its person and its freezing', async () => {
  const ask = async (token: string) => ((await t.send('GET', '/api/me', { token })).body as { code?: string }).code ?? 'ok';
  const fresh = async () => {
    const p = await testPerson(t);
    const { token } = p;
    expect([await ask(token), await ask(token)]).toEqual(['ok', 'ok']);
    return { id: p.id, token };
  };
  const ended = await fresh();
  await people().updateOne({ _id: ended.id }, { $set: { sessions: [] } });
  expect(await ask(ended.token)).toBe('auth_token_invalid');
  const everywhere = await fresh();
  await people().updateOne({ _id: everywhere.id }, { $inc: { epoch: 1 } });
  expect(await ask(everywhere.token)).toBe('auth_token_invalid');
  const deleted = await fresh();
  await people().deleteOne({ _id: deleted.id });
  expect(await ask(deleted.token)).toBe('auth_token_invalid');
  const frozen = await fresh();
  await people().updateOne({ _id: frozen.id }, { $set: { frozenAt: new Date() } });
  expect(await ask(frozen.token)).toBe('auth_frozen');
  const late = await fresh();
  t.app.get(Clock).set(new Date(Date.now() + ACCESS_TTL * 1000 + 1000));
  expect(await ask(late.token)).toBe('auth_token_invalid');
  t.app.get(Clock).set(null);
});
test('a key retired at an instant verifies until then and no longer, remembered tokens included', () => {
  const secret = () => randomBytes(32).toString('base64url');
  const clock = new Clock();
  const old = { kid: 'old', secret: secret() };
  const token = new Tokens({ token: [old] } as KeysFile, clock).sign({ sub: 's', sid: 'i', epoch: 0, mid: null });
  const until = new Date(Math.floor(clock.ms() / 1000) * 1000 + 60_000);
  const tokens = new Tokens(
    {
      token: [
        { kid: 'new', secret: secret() },
        { ...old, until: until.toISOString().replace('.000Z', 'Z') },
      ],
    } as KeysFile,
    clock,
  );
  expect(tokens.verify(token)).toMatchObject({ sub: 's' });
  clock.set(until);
  expect(tokens.verify(token)).toBeNull();
});
test('the memory of verified tokens is bounded and forgets the oldest', () => {
  const tokens = new Tokens(t.app.get<KeysFile>(KEYS), new Clock());
  const memory = Reflect.get(tokens, 'verified') as Map<string, unknown>;
  for (let i = 0; i < 20_000; i++) memory.set(`old ${i}`, { claims: {}, until: 0 });
  const token = tokens.sign({ sub: 's', sid: 'i', epoch: 0, mid: null });
  expect(tokens.verify(token)).toMatchObject({ sub: 's' });
  expect([memory.size, memory.has('old 0'), memory.has('old 1'), memory.has(token)]).toEqual([20_000, false, true, true]);
});
