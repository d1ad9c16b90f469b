// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { EXITS } from '../../scripts/lib/exit.mjs';
import { scratch, system } from '../support/run-app.mjs';

// The command line as an operator uses it, and what guests then find in both processes.
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const cases = (name) => path.join(ROOT, 'test/cases', name);
const fixture = (name) => path.join(ROOT, 'test/fixtures', name);
let s;
let dir;
test.before(async () => {
  dir = scratch();
  s = await system({ demo: false, h5: false });
});
test.after(async () => {
  await s?.stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

/** Runs npm's script without npm; answers its exit code and its batches by file. */
function ingest(files, { db = s.mongoUri, args = ['--json'], env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/ingest.mjs', ...args, ...files], {
      cwd: ROOT,
      env: { ...process.env, MONGODB_URI: db, KEYS_FILE: path.join(dir, 'keys.json'), NODE_ENV: 'test', ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (d) => (out += d));
    child.stderr.on('data', (d) => (err += d));
    child.on('error', reject);
    child.on('close', (code) => {
      const batches = out
        .split('\n')
        .filter((l) => l.startsWith('{'))
        .map((l) => JSON.parse(l));
      resolve({ code, out, err, batches });
    });
  });
}
const counts = ({ state, counts: c }) => [state, c.accepted, c.known, c.quarantined];

test('a file that enters whole, and the same rows in another encoding; an option that does not exist', async () => {
  const r = await ingest([cases('CSV-1.gb18030.csv'), cases('CSV-1.utf8-bom.csv')]);
  assert.deepEqual(
    [r.code, r.batches.map(counts)],
    [
      EXITS.ok.code,
      [
        ['complete', 3, 0, 0],
        ['complete', 0, 3, 0],
      ],
    ],
    r.err,
  );
  assert.equal((await ingest([], { args: [] })).code, EXITS.usage.code);
});
test('people read what happened and what to do; the report is a CSV that spreadsheets open', async () => {
  const report = path.join(dir, 'report.csv');
  const r = await ingest([fixture('penalties-dirty.csv'), fixture('penalties-cut.csv'), path.join(dir, 'none.csv')], {
    args: ['--report', report, '--sender', '示例综合执法局'],
  });
  assert.equal(r.code, EXITS.file_stopped.code, r.err);
  assert.match(r.out, /penalties-dirty\.csv：已完成/);
  assert.match(r.out, /第 6 行：“CF_JDRQ”不是一个日期：2022-09-31。写成 2026-05-12 这样的日期。/);
  assert.match(r.out, /penalties-cut\.csv：中途停止[\s\S]*第 3 行开始的引号没有收尾/);
  assert.match(r.out, /none\.csv：没有入库[\s\S]*找不到这个文件/);
  const text = fs.readFileSync(report, 'utf8');
  assert.equal(text.charCodeAt(0), 0xfeff);
  assert.match(text, /penalties-dirty\.csv,,14,CF_JDRQ,date_ambiguous/);
  assert.doesNotMatch(text, /120116199003072014/);
});
test('CSV-3: the same days under every time zone, from both date systems', async () => {
  const want = JSON.parse(fs.readFileSync(cases('CSV-3.expected.json'), 'utf8')).decisionDateByRow;
  for (const [i, TZ] of ['Asia/Shanghai', 'UTC', 'America/New_York'].entries()) {
    const uri = s.mongoUri.replace(/\/(t_[^?]*)/, `/$1_tz${i}`);
    const r = await ingest([cases('CSV-3.dates-1900.xlsx'), cases('CSV-3.dates-1904.xlsx')], { db: uri, env: { TZ } });
    assert.equal(r.code, EXITS.rows_aside.code, r.err);
    const db = (await s.db()).client.db(new URL(uri).pathname.slice(1));
    try {
      const rows = await db.collection('credit_records').find().toArray();
      for (const file of ['CSV-3.dates-1900.xlsx', 'CSV-3.dates-1904.xlsx'])
        assert.deepEqual(
          want.map((_, line) => rows.find((x) => x.source.file === file && x.source.line === line + 2)?.decidedOn ?? null),
          want,
          `${file} under ${TZ}`,
        );
    } finally {
      await db.dropDatabase();
    }
  }
});
test('what entered is found by guests in both processes at once, and three runs at once add nothing twice', async () => {
  const files = [fixture('permits-current.csv'), fixture('honours.gb18030.csv')];
  const runs = await Promise.all([ingest(files), ingest(files), ingest(files)]);
  const accepted = runs.flatMap((r) => r.batches).reduce((n, b) => n + b.counts.accepted, 0);
  assert.equal(accepted, 12 + 3);
  for (const url of s.urls) {
    const get = async (q) => (await fetch(`${url}/api/publicity/items?q=${encodeURIComponent(q)}`)).json();
    const { items } = await get('海蓝(天津)');
    assert.ok(items.length >= 2);
    assert.ok(items.every((i) => i.organisation === '示例海蓝（天津）物流有限公司'));
    assert.deepEqual((await get('何示例')).items, []);
    const detail = await (await fetch(`${url}/api/publicity/items/${items[0].id}`)).json();
    assert.equal(detail.item.id, items[0].id);
  }
});
test('a database that is not there is said in one sentence', async () => {
  const r = await ingest([cases('CSV-1.gb18030.csv')], { db: 'mongodb://127.0.0.1:9/none?serverSelectionTimeoutMS=500' });
  assert.equal(r.code, EXITS.database_unreachable.code);
  assert.equal(r.err.trim().split('\n').length, 1);
});
