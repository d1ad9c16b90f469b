// @ts-check
// Three sandbox partners, each a program of its own that knows nothing but the public API and its samples, against both servers: the fixed plates,
// riders and visitors of npm run partner:sandbox get the answers its table promises.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import test from 'node:test';
import { load } from '../../scripts/lib/operator.mjs';
import { ROOT, sleep } from '../../scripts/lib/util.mjs';
import { qrText } from '../../shared/dist/rules/voucher-code.js';
import { system } from '../support/run-app.mjs';

let s;
let sandbox;
let dir;
const programs = [];
test.before(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-partners-'));
  const { partnerSandbox } = await load('seed/partner-sandbox.js');
  s = await system({
    also: async (app) => {
      sandbox = await partnerSandbox(app);
    },
  });
});
test.after(async () => {
  for (const p of programs) p.end();
  await s?.stop();
  if (dir) fs.rmSync(dir, { recursive: true, force: true });
});

/** Starts a partner's program against one of the servers; answers what says a line to it and waits for its answer. */
function run(program, id, { url = s.url, env = {} } = {}) {
  const { keyId, privateKey } = sandbox.partners.find((p) => p.id === id);
  const file = path.join(dir, `${id}.pem`);
  fs.writeFileSync(file, privateKey, { mode: 0o600 });
  const child = spawn(process.execPath, [path.join(ROOT, 'test/partners', program)], {
    env: { PATH: process.env.PATH, BINHAI_URL: url, BINHAI_KEY_ID: keyId, BINHAI_KEY_FILE: file, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  programs.push({ end: () => child.stdin.end() });
  return async (...words) => {
    child.stdin.write(`${words.join(' ')}\n`);
    const { value, done } = await lines.next();
    assert.ok(!done, `${program} ended`);
    return JSON.parse(value);
  };
}
const casesOf = (partner) => sandbox.cases.filter((c) => c.partner === partner);
const codeOf = ({ codeId, secret }) =>
  qrText({ codeId, key: Buffer.from(secret, 'base64url'), atMs: Date.now(), synced: true }, (key, message) =>
    createHmac('sha256', key).update(message).digest(),
  );

test('a gate: each plate of the table gets its answer, and another’s car is nobody’s business', async () => {
  const [gate, other] = [run('gate.mjs', 'binhai-parking'), run('gate.mjs', 'binhai-parking', { url: s.urls[1], env: { GATE_WAIT_MS: '30000' } })];
  const seen = {};
  for (const { plate, lot, answer, because } of casesOf('binhai-parking')) {
    const came = await gate('in', plate, lot, 180);
    // a busy machine may need longer than a car waits: the second gate has the time to see the verdict itself
    const left = await other('out', plate, lot, 1500, randomUUID());
    assert.deepEqual([because, came.match, left.verdict ?? 'no match'], [because, answer !== 'no match', answer]);
    assert.equal(left.payFen, answer === 'yes' ? 500 : 1500);
    seen[because] = left.payLater ?? false;
  }
  assert.deepEqual(Object.values(seen).filter(Boolean).length, 1);
});
test('a gate that had no answer in time lets out at the normal price and credits later, once', async () => {
  const [{ plate, lot }] = casesOf('binhai-parking');
  const gate = run('gate.mjs', 'binhai-parking');
  const order = randomUUID();
  await gate('in', plate, lot, 700);
  await s.faults.arm('parking.exit.before_order', { action: 'hang', times: 1 });
  assert.deepEqual(await gate('out', plate, lot, 1500, order, 520), { open: true, payFen: 1500, verdict: 'none in time' });
  await s.faults.clear();
  const { given, open } = await gate('owed');
  assert.deepEqual([given.length, given[0]?.creditFen, open], [1, 1000, 0]);
  assert.deepEqual(await gate('owed'), { given: [], open: 0 });
});
test('a bicycle operator: without a deposit for whoever may, the deposit for everybody else, whatever the cause', async () => {
  const bikes = run('bikes.mjs', 'tide-bike', { url: s.urls[1] });
  for (const { authorisation, answer, because } of casesOf('tide-bike')) {
    const order = randomUUID();
    const ride = await bikes('ride', authorisation, order);
    assert.deepEqual([because, ride], [because, { unlocked: true, depositFen: answer === 'yes' ? 0 : 19_900, verdict: answer }]);
    assert.equal((await bikes('back', order)).status, answer === 'yes' ? 200 : 409); // not now keeps nothing, so there is no use to end
  }
});
test('a ticket office: asks, lets in once, and its day ties to its own till', async () => {
  const [office, gate] = [run('tickets.mjs', 'coast-park'), run('tickets.mjs', 'coast-park', { url: s.urls[1] })];
  for (const { offer, shop, phone, answer, because } of casesOf('coast-park')) {
    const code = codeOf(phone);
    assert.deepEqual([because, await office('ask', offer, shop, code)], [because, { verdict: answer }]);
    const entry = await gate('enter', offer, shop, code, 2);
    assert.deepEqual([because, entry.verdict, entry.payFen], [because, answer, answer === 'yes' ? 12_800 : 16_000]);
    assert.deepEqual(await gate('again'), entry);
    assert.equal((await office('enter', offer, shop, code, 2)).verdict, 'not_now');
  }
  const dateOf = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
  const [today, tomorrow] = [dateOf(Date.now()), dateOf(Date.now() + 86_400_000)];
  assert.deepEqual(await office('day', today), { day: null }); // the day is not over
  await night(tomorrow);
  let file = { day: null };
  for (const end = Date.now() + 60_000; file.day === null && Date.now() < end; await sleep(200)) file = await office('day', today);
  assert.deepEqual(file, { ours: true, lines: 1, reliefFen: 3200 });
});
/** The night's job, begun by hand: its slot is the day that begins. */
async function night(slot) {
  const at = new Date();
  const none = { attempts: 0, fence: 0, leaseUntil: new Date(0), owner: null, progress: null, cursor: null, cancelAsked: false, failure: null, endedAt: null };
  const job = { _id: randomUUID(), name: 'partners.days', payload: { slot }, state: 'waiting', runAt: at, createdAt: at, ...none };
  await (await s.db()).collection('jobs').insertOne(job);
}
