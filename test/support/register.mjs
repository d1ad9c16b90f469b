// The register of looks from outside: people whose every call leaves one entry, what the database holds of them, and the operator's command.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { alive, ROOT, sleep } from '../../scripts/lib/util.mjs';
import { perks } from './perks.mjs';

/** npm run register:verify on this database; answers { code, out }. */
export const verifyRegister = (system) =>
  new Promise((resolve) => {
    const env = { ...process.env, MONGODB_URI: system.mongoUri, KEYS_FILE: system.keysFile };
    const child = spawn(process.execPath, ['scripts/operator.mjs', 'register'], { cwd: ROOT, env });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (d) => {
        out += d;
      });
    child.on('close', (code) => resolve({ code, out }));
  });

/**
 * `lookers(n)`: residents with a voucher each, whose `look(url)` fetches its secret (an entry of its own every time) and counts how often it was answered
 * and how often cut; `check(people)` compares that with what is stored. `killedAt(point, run)` arms the point in every process, runs, answers which
 * process died, with the point disarmed in the others and the dead one started again.
 */
export async function registerOf(s) {
  const p = await perks(s);
  const db = await s.db();
  const entries = db.collection('register_entries');

  async function lookers(n) {
    const offer = await p.offer(await p.shop(), { total: null });
    return Promise.all(
      (await p.residents(n)).map(async (who) => {
        const { body } = await p.claim(s.urls.at(-1), who, offer);
        const seen = { answered: 0, cut: 0 };
        const look = async (url) => {
          const r = await p.secret(url, who, body.id).catch(() => null);
          if (r) assert.equal(r.status, 200, JSON.stringify(r.body));
          seen[r ? 'answered' : 'cut']++;
        };
        return { ...who, seen, look };
      }),
    );
  }
  /** Nothing that was answered is lost, nothing is doubled: an entry is there for each answer, and at most one for each call that was cut. */
  async function check(people) {
    for (const { id, seen } of people) {
      const n = await entries.countDocuments({ subject: id, items: '券码密钥' });
      assert.ok(n >= seen.answered && n <= seen.answered + seen.cut, `${n} entries of ${seen.answered} answers and ${seen.cut} cut calls`);
    }
  }
  /** Null when the process died of an earlier order before it could answer this one. */
  const arm = (url, point, times) =>
    fetch(`${url}/api/test/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ point, action: 'exit', times }),
    }).catch((e) => {
      assert.match(String(e.cause?.code), /ECONNRESET|ECONNREFUSED|UND_ERR_SOCKET/);
      return null;
    });
  /** Whoever of `at` comes to this point first dies there and is started again; under load it may be more than one. Answers the first of them. */
  async function killedAt(point, run, at = s.urls) {
    const pids = s.processes.map((x) => x.pid);
    for (const url of at) assert.equal((await arm(url, point, 1))?.status ?? 200, 200);
    await run();
    const dead = () => pids.flatMap((pid, i) => (alive(pid) ? [] : [i]));
    for (const end = Date.now() + 60_000; dead().length === 0; await sleep(50)) assert.ok(Date.now() < end, `nobody died at ${point}`);
    for (const url of at) if (!dead().some((i) => s.urls[i] === url)) await arm(url, point, 0);
    const all = dead();
    for (const i of all) await s.processes[i].start();
    return all[0];
  }
  /** What the killed process held is free at once instead of in half a minute. */
  const silence = () => db.collection('leases').updateMany({}, { $set: { until: new Date(0) } });
  /** Every entry is in the log, once; as long as the log grows it is waited for. */
  async function logged() {
    const log = db.collection('register_log');
    for (let seen = -1, end = 0; ; await sleep(200)) {
      const [all, inside] = await Promise.all([entries.countDocuments(), log.countDocuments()]);
      if (all === inside) break;
      if (inside > seen) [seen, end] = [inside, Date.now() + 90_000];
      assert.ok(Date.now() < end, `${all - inside} of ${all} entries stay outside the log`);
    }
    assert.equal((await log.distinct('entry')).length, await log.countDocuments());
  }
  return { lookers, check, killedAt, silence, logged, entries, stop: () => p.stop() };
}
