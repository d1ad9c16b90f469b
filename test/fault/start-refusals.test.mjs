// What stands in the way of npm start: each ends with one clear sentence and an exit code of its own, and leaves nothing behind.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test from 'node:test';
import { asStop, EXITS } from '../../scripts/lib/exit.mjs';
import { ROOT } from '../../scripts/lib/util.mjs';
import { scratch, system } from '../support/run-app.mjs';
import { starts } from '../support/start.mjs';

const { dir, start, close } = starts();
const own = scratch();
test.after(() => {
  close();
  fs.rmSync(own, { recursive: true, force: true });
});
/** Runs a start that must end by itself; answers the sentence it ended with. */
async function refused(exit, env = {}, args = [], cmd) {
  const a = await start(env, args, cmd);
  if (a.url) a.group('SIGKILL'); // it serves, though it must not
  const code = await a.ended;
  assert.equal(code, exit.code, a.out());
  assert.doesNotMatch(a.out(), /^\s+at .*\.m?js:\d+/m, 'a person gets a sentence, not a stack');
  return a.out();
}
const untouched = () =>
  assert.deepEqual(
    fs.readdirSync(dir).filter((f) => f !== 'logs'),
    [],
  );

test('an option that does not exist', async () => {
  assert.match(await refused(EXITS.usage, {}, ['--frehs']), /--frehs.*\n?.*Known: --fresh/);
  assert.match(await refused(EXITS.usage, { PORT: 'eighty' }), /PORT must be a whole number/);
  untouched();
});
test('a taken port', async () => {
  const s = net.createServer();
  await new Promise((r) => s.listen(0, '127.0.0.1', r));
  const { port } = s.address();
  assert.match(await refused(EXITS.port_taken, { PORT: String(port) }), new RegExp(`Port ${port} is taken`));
  s.close();
  untouched();
});
test('too little free space is said before anything is written', async () => {
  assert.match(await refused(EXITS.disk_full, { MIN_FREE_MB: '999999999' }), /\d+ MB are free at .*999999999 MB are needed/);
  untouched();
});
test('a disk that fills up on the way', async () => {
  assert.throws(
    () => fs.writeFileSync('/dev/full', 'x'),
    (e) => asStop(e).exit === EXITS.disk_full,
  );
  // the whole way on a real small disk, where this user may mount one (root, or a user namespace)
  const mount = `mkdir -p ${own}/disk && mount -t tmpfs -o size=1m none ${own}/disk`;
  if (spawnSync('unshare', ['-rm', 'sh', '-c', mount]).status !== 0) return;
  const cmd = ['unshare', '-rm', 'sh', '-c', `${mount} && exec node ${path.join(ROOT, 'scripts/start.mjs')}`];
  const out = await refused(EXITS.disk_full, { DATA_DIR: path.join(own, 'disk'), MIN_FREE_MB: '0' }, [], cmd);
  assert.match(out, /The disk is full/);
});
test('a mongod that does not run, and none to be had', async () => {
  assert.match(await refused(EXITS.no_mongod, { MONGOD_BINARY: '/bin/false' }), /MONGOD_BINARY \(\/bin\/false\) does not run/);
  assert.match(await refused(EXITS.no_mongod, { MONGOD_BINARY: path.join(ROOT, 'package.json') }), /does not run: .*EACCES/);
  // one that starts and gives up: a data folder it cannot read
  fs.mkdirSync(path.join(own, 'alien/mongo/db'), { recursive: true });
  fs.writeFileSync(path.join(own, 'alien/mongo/db/WiredTiger'), 'written by nobody');
  fs.writeFileSync(path.join(own, 'alien/mongo/db/storage.bson'), 'neither');
  assert.match(await refused(EXITS.no_mongod, { DATA_DIR: path.join(own, 'alien') }), /mongod ended with \d+: /);
});
test('no network and nothing installed', async () => {
  const copy = path.join(own, 'copy');
  fs.mkdirSync(copy);
  // the tree without its builds, as a fresh checkout has it
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'scripts', '*package.json', 'pnpm-*.yaml'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const f of listed
    .trim()
    .split('\n')
    .filter((f) => fs.existsSync(path.join(ROOT, f))))
    fs.cpSync(path.join(ROOT, f), path.join(copy, f));
  const nowhere = {
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_cache: path.join(own, 'npm'),
    HOME: own,
    XDG_CACHE_HOME: own,
    XDG_DATA_HOME: own,
    DATA_DIR: path.join(own, 'data'),
  };
  const out = await refused(EXITS.no_network, nowhere, [], ['node', path.join(copy, 'scripts/start.mjs')]);
  assert.match(out, /registry cannot be reached/);
});
test('--fresh asks at a terminal, refuses without one, wipes with --yes', async () => {
  const mark = path.join(dir, 'files/mark');
  fs.mkdirSync(path.dirname(mark), { recursive: true });
  fs.writeFileSync(mark, 'data');
  assert.match(await refused(EXITS.wipe_refused, {}, ['--fresh']), /no terminal to ask at/);
  const answered = (answer) => [
    'bash',
    '-c',
    `(sleep 1.5; echo ${answer}; sleep 1) | script -qefc 'node ${path.join(ROOT, 'scripts/start.mjs')} --fresh' /dev/null`,
  ];
  assert.match(await refused(EXITS.wipe_refused, {}, [], answered('n')), /Delete all data in .*\[y\/N\][\s\S]*Nothing was deleted/);
  assert.ok(fs.existsSync(mark));
  const a = await start({}, ['--fresh', '--yes']);
  assert.ok(a.url, a.out());
  assert.ok(!fs.existsSync(mark));
  a.group('SIGINT');
  await a.ended;
});
test('a database somebody else runs: unreachable, never wiped, demo data only on request and only when empty', async (t) => {
  assert.match(await refused(EXITS.database_unreachable, { MONGODB_URI: 'mongodb://127.0.0.1:9/x' }), /does not answer/);
  const s = await system({ processes: 0, demo: false, ownMongod: true });
  t.after(s.stop);
  const MONGODB_URI = s.mongod.uri('theirs');
  assert.match(await refused(EXITS.wipe_refused, { MONGODB_URI }, ['--fresh', '--yes']), /never a database behind MONGODB_URI/);
  const plain = await start({ MONGODB_URI, KEYS_FILE: path.join(own, 'keys.json') });
  assert.ok(plain.url, plain.out());
  assert.doesNotMatch(plain.out(), /phone/, 'nothing is seeded unasked');
  plain.group('SIGINT');
  await plain.ended;
  const seeded = await start({ MONGODB_URI: s.mongod.uri('demo'), KEYS_FILE: path.join(own, 'keys.json') }, ['--demo']);
  assert.match(seeded.out(), /phone/);
  seeded.group('SIGINT');
  await seeded.ended;
  assert.match(await refused(EXITS.not_empty, { MONGODB_URI: s.mongod.uri('demo') }, ['--demo']), /already holds data/);
});
