import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Signer } from '../platform/signer.js';
import { verifyProof } from './proof-cli.js';
import { issueProof, proofKeys } from './rental-proof.js';

// What `npm run proof:verify` says and ends with, offline: a key file and a text are all there is.
const MADE = Date.parse('2026-11-25T10:00:00+08:00');
const HOUR = 3_600_000;
const signerOf = (kid: string) => {
  const { privateKey } = generateKeyPairSync('ed25519');
  return new Signer({ sign: [{ kid, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }] } as never);
};
const claims = {
  iss: 'https://example.gov.cn',
  aud: 'viewer-number-01',
  iat: MADE / 1000,
  exp: MADE / 1000 + 86_400,
  jti: 'p1',
  benefit: '押金减半',
  until: '2026-12-01',
  name: '李*宁',
};
let dir = '';
let text = '';
const at = (name: string) => path.join(dir, name);
beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-proof-'));
  const signer = signerOf('s1');
  text = await issueProof(signer, claims, true);
  fs.writeFileSync(at('keys.json'), JSON.stringify(proofKeys(claims.iss, signer)));
  fs.writeFileSync(at('other.json'), JSON.stringify(proofKeys(claims.iss, signerOf('s2'))));
  fs.writeFileSync(at('elsewhere.json'), JSON.stringify(proofKeys('https://example.org', signer)));
  fs.writeFileSync(at('wrong.json'), '{"keys":[{"kty":"RSA"}]}');
  fs.writeFileSync(at('proof.txt'), `${text.slice(0, 70)}\n${text.slice(70)}\n`);
  fs.writeFileSync(at('changed.txt'), text.replace(/~.*~$/, '~WyJhYWFhYWFhYWFhYWFhYWFhYWFhYWFhIiwibmFtZSIsIueOiyrmmI4iXQ~'));
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));
const run = (args: string[], ms = MADE + HOUR) =>
  verifyProof(
    args.map((a) => (/\.(json|txt)$/.test(a) ? at(a) : a)),
    () => text,
    ms,
  );

test('genuine: says what the proof says, and what the keys cannot tell', async () => {
  const { end, lines } = await run(['proof.txt', '--keys', 'keys.json', '--viewer', 'viewer-number-01']);
  expect(end).toBe('ok');
  expect(lines[0]).toBe('GENUINE: 可享受押金减半　租客　李*宁');
  expect(lines[3]).toMatch(/^What the keys cannot tell: whether the certificate was revoked/);
  // nobody is named: it cannot know whom it is shown to, and says that too
  expect((await run(['-', '--keys', 'keys.json'])).lines[2]).toMatch(/^Given to viewer viewer-number-01: compare/);
});
test.each([
  ['changed after it was signed', ['changed.txt', '--keys', 'keys.json'], MADE, 'proof_forged', 'changed, added or doubled'],
  ['a key that is not in the file', ['-', '--keys', 'other.json'], MADE, 'proof_forged', 'fetch the keys anew'],
  ['another issuer', ['-', '--keys', 'elsewhere.json'], MADE, 'proof_forged', 'another issuer'],
  ['no proof at all', ['keys.json', '--keys', 'keys.json'], MADE, 'proof_forged', 'this is no proof'],
  ['in its last second', ['-', '--keys', 'keys.json'], MADE + 24 * HOUR - 1, 'ok', 'GENUINE'],
  ['a day later', ['-', '--keys', 'keys.json'], MADE + 24 * HOUR, 'proof_expired', 'EXPIRED: genuine'],
  ['another viewer', ['-', '--keys', 'keys.json', '--viewer', 'viewer-number-02'], MADE, 'proof_other_viewer', 'viewer-number-01'],
  ['no file', ['--keys', 'keys.json'], MADE, 'usage', 'One proof at a time'],
  ['no keys', ['-'], MADE, 'usage', 'public keys are missing'],
  ['keys that are none', ['-', '--keys', 'wrong.json'], MADE, 'usage', 'not what GET'],
  ['keys that are not JSON', ['-', '--keys', 'proof.txt'], MADE, 'usage', 'cannot be read'],
  ['a file that is not there', ['none.txt', '--keys', 'keys.json'], MADE, 'usage', 'ENOENT'],
] as const)('%s', async (_, args, ms, end, word) => {
  const told = await run([...args], ms);
  expect([told.end, told.lines[0]?.includes(word)]).toEqual([end, true]);
});
