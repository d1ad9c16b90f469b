import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PartnersService } from '../../partners/partners.service.js';
import { newId } from '../../platform/id.js';
import { TestOperator, WEB } from '../../testing/test-deposit.js';
import { testDeposits } from '../../testing/test-deposits.js';
import { codeOf } from '../../testing/test-login.js';
import { newKeys, testPartner } from '../../testing/test-partner.js';
import { command } from './cli.js';
import { DepositClients } from './clients.service.js';

const { t, op, me, review, mine } = testDeposits('deposit_cli');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-clients-'));
const lines: string[] = [];
beforeAll(() => {
  jest.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
});
afterAll(() => {
  jest.restoreAllMocks();
  fs.rmSync(dir, { recursive: true, force: true });
});
const run = (...args: string[]) => command(t().app, args);
const file = (over: object) => {
  const at = path.join(dir, `${newId()}.json`);
  fs.writeFileSync(
    at,
    JSON.stringify({ kind: 'camera', title: '示例相机', depositFen: 50_000, redirects: [WEB], home: '', minGrade: 'good', noSeriousRecord: true, ...over }),
  );
  return at;
};

test('an operator is registered by what its partner declared, and changed without losing what it is', async () => {
  const purpose = { purpose: 'deposit_free', statement: '使用前判断能否免押金', minGrade: 'good' } as const;
  const { id: organisation } = await testPartner(t(), {
    id: `cam${newId()
      .slice(0, 6)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, 'x')}`,
    purposes: [purpose],
  });
  const id = `${organisation}-app`;
  expect(await run('client', file({ id, organisation, minGrade: null }), '--by', '示例运营')).toContain('最低等级');
  expect(await run('client', file({ id, organisation: 'nobody' }))).toContain('没有登记');
  expect(await run('client', file({ id, organisation, redirects: ['http://evil.example/x'] }))).toContain('redirect');
  expect(await run('client', file({ id, organisation, kind: 'car' }))).toContain('kind');
  expect(await run('client', file({ id, organisation }), '--by', '示例运营')).toBeUndefined();
  expect(await run('client', file({ id, organisation, title: '示例相机二' }), '--by', '示例运营')).toBeUndefined();
  expect(await run('client', file({ id: `${id}-2`, organisation }))).toContain(id);
  expect(await t().app.get(DepositClients, { strict: false }).find(id)).toMatchObject({ title: '示例相机二', open: true, changedBy: '示例运营' });
  lines.length = 0;
  await run('clients');
  expect(lines.some((l) => l.startsWith(id) && l.includes('在用'))).toBe(true);
});
test('a pause is not now for everybody from the next question on, ends nothing, and is over with a word', async () => {
  const { authorisation } = await op().authorised(me());
  expect(await op().start(authorisation)).toBe('yes');
  expect(await run('pause', op().client._id)).toBeUndefined();
  expect(await op().start(authorisation)).toBe('not_now');
  expect(codeOf(await op().decide(op().asking(), me()))).toBe('deposit_not_eligible');
  await review();
  expect((await mine()).items[0]).toMatchObject({ id: authorisation, state: 'active' });
  expect(await run('resume', op().client._id)).toBeUndefined();
  expect(await op().start(authorisation)).toBe('yes');
  expect(await run('pause', 'nobody')).toContain('nobody');
});
test('keys are rotated: the new one beside the old, then the old one ends', async () => {
  const { partner } = await TestOperator.of(t());
  const { privateKey, publicKey } = newKeys();
  // not a key, but no option either
  expect(await run('key', partner.id, 'k2', `-${publicKey.slice(1, 9)}`)).toContain('32 字节');
  expect(await run('key', partner.id, 'k2', publicKey, '--by', '示例运营')).toBeUndefined();
  expect(await run('key', partner.id, 'k2', publicKey)).toContain('k2');
  const next = partner.by(`${partner.id}.k2`, privateKey);
  for (const p of [partner, next]) expect((await p.send('GET', '/api/partner/v1/ping')).status).toBe(200);
  expect(await run('revoke', partner.keyId)).toBeUndefined();
  expect(await run('revoke', partner.keyId)).toContain(partner.keyId);
  expect([codeOf(await partner.send('GET', '/api/partner/v1/ping')), (await next.send('GET', '/api/partner/v1/ping')).status]).toEqual([
    'partner_key_revoked',
    200,
  ]);
  expect((await t().app.get(PartnersService, { strict: false }).get(partner.id))?.keys.at(-1)?.addedBy).toBe('示例运营');
});
test('differences wait for an answer, and have one', async () => {
  expect(await run('answer', 'nobody', '好')).toContain('nobody');
  lines.length = 0;
  expect(await run('differences')).toBeUndefined();
  expect(lines).toEqual([]);
  for (const words of [[], ['client'], ['key', 'a'], ['answer', 'x']]) expect(await run(...words)).toContain('npm run partners');
});
