// The signing samples of docs/partner-api make, in each language this machine has, exactly the headers of the shared vectors.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { keyOf, signedHeaders } from '../../docs/partner-api/sign.mjs';
import { ROOT } from '../../scripts/lib/util.mjs';

const SAMPLES = path.join(ROOT, 'docs/partner-api');
const DRIVERS = path.join(ROOT, 'test/support/partner-samples');
const { keyId, privateKeyPem, cases } = JSON.parse(fs.readFileSync(path.join(ROOT, 'test/cases/partner-signing.vectors.json'), 'utf8'));
const input = cases
  .map((c) =>
    [c.method, c.url, c.body, c.idempotencyKey ?? '', keyId, privateKeyPem, String(c.created), c.nonce].map((f) => Buffer.from(f).toString('base64')).join(' '),
  )
  .join('\n');
const wanted = cases.map((c) => Object.entries(c.headers).map(([name, value]) => `${name}: ${value}`));
const run = (command, args, options = {}) => spawnSync(command, args, { encoding: 'utf8', timeout: 60_000, ...options });
const works = (command, args) => run(command, args).status === 0;
/** What a driver printed, one list of headers a case. */
function headersOf(r) {
  assert.equal(r.status, 0, r.stderr);
  return r.stdout
    .trim()
    .split(/\n\n/)
    .map((block) => block.split('\n'));
}

test('Node', () => {
  const privateKey = keyOf(privateKeyPem);
  for (const { name, headers, idempotencyKey, ...c } of cases)
    assert.deepEqual(signedHeaders({ ...c, ...(idempotencyKey !== null && { idempotencyKey }), keyId, privateKey }), headers, name);
});
if (works('python3', ['-c', 'import cryptography']))
  test('Python', () => {
    const env = { ...process.env, PYTHONPATH: SAMPLES, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' };
    assert.deepEqual(headersOf(run('python3', [path.join(DRIVERS, 'vectors.py')], { input, env })), wanted);
  });
else console.log('Python with cryptography is not here: its sample was not run');
if (works('javac', ['-version']))
  test('Java', () => {
    const out = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-java-'));
    try {
      const built = run('javac', ['-encoding', 'UTF-8', '-d', out, path.join(SAMPLES, 'Sign.java'), path.join(DRIVERS, 'Vectors.java')]);
      assert.equal(built.status, 0, built.stderr);
      assert.deepEqual(headersOf(run('java', ['-cp', out, 'Vectors'], { input })), wanted);
    } finally {
      fs.rmSync(out, { recursive: true, force: true });
    }
  });
else console.log('A Java compiler is not here: its sample was not run');
if (works('dotnet', ['--version'])) console.log('The C# sample needs a package from outside: run docs/partner-api/Sign.cs on the vectors by hand');
else console.log('.NET is not here: the C# sample was not run');
