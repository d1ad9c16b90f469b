import { ENDPOINTS } from '@binhai/shared';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import mongoose from 'mongoose';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import { seed } from './seed.js';

const uri = (process.env.TEST_MONGO ?? '').replace('/DB', `/t_${process.env.JEST_WORKER_ID}`); // one database a worker
let app: NestFastifyApplication;
let routes: string[];

beforeAll(async () => {
  const db = await mongoose.createConnection(uri).asPromise();
  await db.dropDatabase();
  await db.close();
  await seed(uri);
  ({ app, routes } = await createApp(readConfig({ MONGODB_URI: uri, TOKEN_SECRET: 'x'.repeat(32) })));
});
afterAll(async () => {
  await app?.close();
});

const post = (url: string, payload: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
  app.inject({ method: 'POST', url, headers, payload: typeof payload === 'string' ? payload : JSON.stringify(payload) });

test('the registered routes and the contract are the same set, both ways', () => {
  const contract = ENDPOINTS.map((e) => `${e.method} ${e.path}`);
  expect([...routes].sort()).toEqual([...contract, 'GET /api/openapi.json'].sort());
});
test('GET /api/offers lists the offers and refuses an unknown query field', async () => {
  const r = await app.inject('/api/offers');
  expect(r.json()).toEqual({ items: expect.arrayContaining([{ id: 'o1', title: '停车首小时免费', minGrade: 'good' }]), next: null });
  const bad = await app.inject('/api/offers?nope=1');
  expect([bad.statusCode, bad.json()]).toEqual([
    400,
    { code: 'INVALID_INPUT', message: '填写的内容有误', fields: [{ path: 'query', message: expect.any(String) }], requestId: expect.any(String) },
  ]);
});
test('POST /api/login then GET /api/me; the reply holds only what the contract names', async () => {
  const { token } = (await post('/api/login', { code: 'linxiao' })).json();
  const me = await app.inject({ url: '/api/me', headers: { authorization: `Bearer ${token}` } });
  expect(me.json()).toEqual({ id: 'r1', name: '林晓', grade: 'excellent' }); // sandboxCode was dropped
  expect((await app.inject('/api/me')).json().code).toBe('UNAUTHENTICATED');
  expect((await app.inject({ url: '/api/me', headers: { authorization: 'Bearer x' } })).statusCode).toBe(401);
});
test.each([
  ['a wrong field', '/api/login', { code: '' }, undefined, 400, 'INVALID_INPUT'],
  ['a refused code', '/api/login', { code: 'nobody' }, undefined, 403, 'LOGIN_REFUSED'],
  ['a query operator', '/api/login', { code: { $ne: '' } }, undefined, 400, 'INVALID_INPUT'],
  ['broken JSON', '/api/login', '{', undefined, 400, 'INVALID_INPUT'],
  ['another media type', '/api/login', 'a', { 'content-type': 'text/csv' }, 415, 'UNSUPPORTED_TYPE'],
  ['a huge body', '/api/login', { code: 'x'.repeat(70_000) }, undefined, 413, 'TOO_LARGE'],
  ['an unknown path', '/api/none', {}, undefined, 404, 'NOT_FOUND'],
  ['another method', '/api/offers', {}, undefined, 405, 'METHOD_NOT_ALLOWED'],
] as const)('%s gets the envelope', async (_, url, body, headers, status, code) => {
  const r = await post(url, body, headers);
  expect([r.statusCode, r.json()]).toEqual([status, expect.objectContaining({ code, message: expect.any(String), requestId: expect.any(String) })]);
});
test.each(['QUERY', 'DELETE', 'PATCH'] as const)('%s on a GET path is 405 and names what is allowed', async (method) => {
  const r = await app.inject({ method: method as 'DELETE', url: '/api/me' });
  expect([r.statusCode, r.json().code, r.headers.allow]).toEqual([405, 'METHOD_NOT_ALLOWED', 'GET']);
});
test('configuration names every wrong variable at once and no value', () => {
  expect(() => readConfig({ TOKEN_SECRET: 'short' })).toThrow(/MONGODB_URI .*TOKEN_SECRET/);
  expect(() => readConfig({ TOKEN_SECRET: 'short' })).not.toThrow(/: short/);
});
