import { DEPRECATED_MONTHS, defineEndpoint, type Endpoint } from '@binhai/shared/contract/http';
import { ENDPOINTS } from '@binhai/shared/contract/table';
import { addMonths, isLocalDate } from '@binhai/shared/dates/dates';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import * as z from 'zod/mini';
import { openApi } from '../openapi.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { testPartner } from '../testing/test-partner.js';
import { Handle } from './endpoint.decorator.js';

const old = defineEndpoint({
  id: 'spec.old',
  method: 'GET',
  path: '/api/partner/v1/spec/:id',
  who: 'partner',
  deprecated: { since: '2026-12-01', sunset: '2027-06-30', successor: '/api/partner/v2/spec/:id' },
  summary: 'spec',
  params: z.strictObject({ id: z.string() }),
  reply: z.object({ id: z.string() }),
  errors: [],
});
@Controller()
class SpecController {
  @Handle(old)
  async old({ params }: { params: { id: string } }) {
    return params;
  }
}
@Module({ controllers: [SpecController] })
class SpecModule {}

let t: TestApp;
beforeAll(async () => {
  t = await testApp('deprecation', {}, { extra: [SpecModule] });
});
afterAll(() => t?.close());

const HEADERS = {
  deprecation: '@1796054400', // 2026-12-01 00:00 in Shanghai
  sunset: 'Wed, 30 Jun 2027 15:59:59 GMT',
  link: '</api/partner/v2/spec/:id>; rel="successor-version", </api/openapi.json>; rel="deprecation"; type="application/json"',
};
test('a deprecated endpoint answers as ever, and says with each answer, a refusal too, when it goes and what stands instead', async () => {
  const partner = await testPartner(t);
  const r = await partner.send('GET', '/api/partner/v1/spec/7');
  expect([r.status, r.body]).toEqual([200, { id: '7' }]);
  expect(r.headers).toMatchObject(HEADERS);
  const refused = await t.send('GET', '/api/partner/v1/spec/7', {});
  expect(refused.status).toBe(401);
  expect(refused.headers).toMatchObject(HEADERS);
  const other = await partner.send('GET', '/api/partner/v1/ping');
  for (const name of Object.keys(HEADERS)) expect(other.headers).not.toHaveProperty(name);
});
test('the document says so too; a key that makes a deed once stands in it', () => {
  const paths = openApi([old, ...ENDPOINTS]).paths as Record<
    string,
    Record<string, { deprecated?: boolean; description?: string; parameters: { name: string }[] }>
  >;
  expect(paths['/api/partner/v1/spec/{id}']?.get).toMatchObject({
    deprecated: true,
    description: 'Deprecated since 2026-12-01, answers until 2027-06-30. Call /api/partner/v2/spec/{id} instead.',
    responses: { 200: { headers: { Deprecation: {}, Sunset: {}, Link: {} } } },
  });
  const named = Object.entries(paths).flatMap(([path, of]) => Object.entries(of).map(([method, o]) => [`${method} ${path}`, o] as const));
  const keyed = named.filter(([, o]) => o.parameters.some((p) => p.name === 'Idempotency-Key')).map(([name]) => name);
  const idempotent = ENDPOINTS.filter((e) => e.idempotent).map((e) => `${e.method.toLowerCase()} ${e.path.replace(/:(\w+)/g, '{$1}')}`);
  expect([keyed.sort(), keyed.length > 2]).toEqual([idempotent.sort(), true]);
});

/** What is wrong with a partner's endpoint by the rule of docs/partner-api.md. */
function faults({ id, path, who, deprecated }: Endpoint, all: readonly Endpoint[]): string[] {
  const found = (who === 'partner') === /^\/api\/partner\/v\d+\//.test(path) || id === 'partner.ourKeys' ? [] : [`${id}: the address has no version`];
  if (!deprecated) return found;
  const { since, sunset, successor } = deprecated;
  if (!isLocalDate(since) || !isLocalDate(sunset)) found.push(`${id}: no dates`);
  else if (sunset < addMonths(since, DEPRECATED_MONTHS)) found.push(`${id}: goes too soon`);
  if (!all.some((e) => e.path === successor && !e.deprecated)) found.push(`${id}: nothing stands instead`);
  return found;
}
test('a partner’s endpoint has a version; one that goes does so half a year later at the earliest, and something stands instead', () => {
  expect(ENDPOINTS.flatMap((e) => faults(e, ENDPOINTS))).toEqual([]);
  expect(faults(old, ENDPOINTS)).toEqual(['spec.old: nothing stands instead']);
  const next = { ...old, path: old.deprecated.successor, deprecated: undefined } as unknown as Endpoint;
  expect(faults(old, [old, next])).toEqual([]);
  expect(faults({ ...old, deprecated: { ...old.deprecated, sunset: '2027-05-31' } }, [next])).toEqual(['spec.old: goes too soon']);
  expect(faults({ ...old, path: '/api/partner/spec' }, [next])).toEqual(['spec.old: the address has no version']);
});
