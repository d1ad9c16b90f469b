// @ts-check
import assert from 'node:assert/strict';
import test from 'node:test';
import SwaggerParser from '@apidevtools/swagger-parser';
import { ENDPOINTS } from '@binhai/shared/contract/table';
import { system } from '../support/run-app.mjs';

let s;
test.before(async () => {
  s = await system();
});
test.after(() => s.stop());

test('the served OpenAPI document is valid 3.1 and names every endpoint', async () => {
  const doc = await (await fetch(`${s.url}/api/openapi.json`)).json();
  const ids = Object.values(doc.paths).flatMap((p) => Object.values(p).map((o) => o.operationId));
  assert.deepEqual(ids.sort(), ENDPOINTS.map((e) => e.id).sort());
  await SwaggerParser.validate(doc);
});
test('the page and its scripts are served from the same origin', async () => {
  const html = await (await fetch(`${s.url}/`)).text();
  const script = /src="(\/js\/[^"]+)"/.exec(html)[1];
  assert.equal((await fetch(`${s.url}${script}`)).status, 200);
  assert.equal((await (await fetch(`${s.url}/none`)).json()).code, 'path_unknown');
});
