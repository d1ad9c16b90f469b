// The operator's commands on keys, as a process that a test may kill, and the people who go on logging in meanwhile.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { ROOT, sleep } from '../../scripts/lib/util.mjs';
import { call, must } from './login.mjs';

/** `area` of scripts/operator.mjs; `killAt` kills it with -9 once its output has these words. Answers { code, signal, said }. */
export function keyCommand({ mongoUri, keysFile }, area, args = [], killAt) {
  const env = { ...process.env, MONGODB_URI: mongoUri, KEYS_FILE: keysFile, SANDBOX: '1' };
  const child = spawn(process.execPath, ['scripts/operator.mjs', area, ...args], { cwd: ROOT, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (d) => {
      said += d;
      if (killAt && said.includes(killAt)) child.kill('SIGKILL');
    });
  return new Promise((done) => child.on('close', (code, signal) => done({ code, signal, said })));
}
let n = 0;
/** Somebody who logs in at this server for the first time, or with `phone` again. */
export async function enter(url, phone = `1385100${String(++n).padStart(4, '0')}`) {
  await must(url, 'POST', '/api/session/sms-codes', { body: { phone, purpose: 'login' } });
  const { items } = await must(url, 'POST', '/api/sandbox/outbox', { body: { phone } });
  const device = { id: `device-keys-${String(++n).padStart(8, '0')}`, name: '示例手机' };
  const { accessToken, refreshToken } = await must(url, 'POST', '/api/session/sms', {
    body: { phone, code: /\d{6}/.exec(items[0].text)?.[0], channel: 'weapp', device },
  });
  return { phone, accessToken, refreshToken };
}
/** Three people at a time, each doing `one(url, other)` until it is stopped; answers what they did. An error of one is heard at the end. */
export function pressure({ urls }, one) {
  let on = true;
  const done = [];
  const running = [0, 1, 2].map(async (i) => {
    while (on) done.push(await one(urls[i % 2], urls[(i + 1) % 2]));
  });
  for (const r of running) r.catch(() => undefined);
  return {
    done,
    /** Until `count` more of them are done, or one failed. */
    more: async (count) => {
      for (const goal = done.length + count; done.length < goal; ) await Promise.race([sleep(50), Promise.all(running)]);
    },
    stop: async () => {
      on = false;
      await Promise.all(running);
    },
  };
}
/** Logs somebody in at one server and reads them at both. */
export async function entersAndReads(url, other) {
  const p = await enter(url);
  for (const at of [url, other]) {
    const r = await call(at, 'GET', '/api/me', { token: p.accessToken });
    assert.equal(r.status, 200, JSON.stringify(r.body));
    assert.equal(r.body.maskedPhone, `${p.phone.slice(0, 3)}****${p.phone.slice(-4)}`);
  }
  return p;
}
/** People who are there already, written as the server of this keys file would. */
export async function fillPeople(s, load, count) {
  const [{ FieldCipher }, { readKeysFile }] = await Promise.all(['platform/field-cipher.js', 'platform/keys.js'].map(load));
  const cipher = new FieldCipher(readKeysFile(s.keysFile));
  const people = Array.from({ length: count }, (_, i) => {
    const id = `filled${String(i).padStart(6, '0')}`;
    const phone = `1380000${String(i).padStart(4, '0')}`;
    const sealed = cipher.seal({ collection: 'people', field: 'phone', id }, phone);
    return {
      _id: id,
      phone: sealed,
      phoneHash: cipher.hashed('people.phone', phone),
      assurance: 'none',
      epoch: 0,
      sessions: [],
      frozenAt: null,
      standing: null,
      createdAt: new Date(),
    };
  });
  await (await s.db()).collection('people').insertMany(people);
}
