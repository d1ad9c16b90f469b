import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { formatMoment } from '@binhai/shared/dates/dates';
import { checkProof, MOST_CHARACTERS, ProofKeys } from './rental-proof.js';

export const USAGE = 'npm run proof:verify -- PROOF|- --keys KEYS.json [--viewer NUMBER]   (KEYS.json: what GET /api/tenancy/proof-keys answered)';
/** Names of scripts/lib/exit.mjs. */
export type ProofEnd = 'ok' | 'usage' | 'proof_forged' | 'proof_expired' | 'proof_other_viewer';
export interface Told {
  readonly end: ProofEnd;
  readonly lines: readonly string[];
}
const usage = (line: string): Told => ({ end: 'usage', lines: [line, USAGE] });

/**
 * Checks a proof of the moment with nothing but the public keys: no network, no database. Says as well what that cannot tell.
 * @param standardInput read for `-`
 * @param atMs epoch milliseconds
 */
export async function verifyProof(args: readonly string[], standardInput: () => string, atMs: number): Promise<Told> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { keys: { type: 'string' }, viewer: { type: 'string' } } });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) return usage('One proof at a time: a file, or - for standard input.');
  if (values.keys === undefined) return usage('The public keys are missing.');
  const keys = keysIn(values.keys);
  if (typeof keys === 'string') return usage(keys);
  let text: string;
  try {
    text = file === '-' ? standardInput() : read(file);
  } catch (e) {
    return usage(`The proof cannot be read (${(e as NodeJS.ErrnoException).code}).`);
  }
  const checked = await checkProof(text, keys, atMs, values.viewer === undefined ? null : [values.viewer]);
  if (checked.state === 'forged') return { end: 'proof_forged', lines: [`FORGED: ${FAULTS[checked.fault]}.`] };
  const { claims } = checked;
  if (checked.state === 'other_viewer') return { end: 'proof_other_viewer', lines: [`NOT FOR THIS VIEWER: it was given to ${claims.aud}.`] };
  const [madeAt, goodUntil] = [formatMoment(claims.iat * 1000), formatMoment(claims.exp * 1000)];
  if (checked.state === 'expired') return { end: 'proof_expired', lines: [`EXPIRED: genuine, and good until ${goodUntil}.`] };
  return {
    end: 'ok',
    lines: [
      `GENUINE: 可享受${claims.benefit}${claims.name === undefined ? '' : `　租客　${claims.name}`}`,
      `Made ${madeAt}, good until ${goodUntil}; the certificate's last day was then ${claims.until}.`,
      values.viewer === undefined ? `Given to viewer ${claims.aud}: compare it with your number (查看编号), or give it as --viewer.` : 'Given to this viewer.',
      `What the keys cannot tell: whether the certificate was revoked or lost its condition after ${madeAt}. The page 租房证明 can.`,
    ],
  };
}

const FAULTS: Record<Extract<Awaited<ReturnType<typeof checkProof>>, { state: 'forged' }>['fault'], string> = {
  shape: 'this is no proof, or not the whole of it',
  type: 'this is signed paper of another kind',
  algorithm: 'it names a way of signing that we do not use',
  key_unknown: 'it names a key that is not in the key file (fetch the keys anew before you distrust a proof made after they were exchanged)',
  signature: 'the signature does not fit the text',
  disclosure: 'something in it was changed, added or doubled after it was signed',
  claims: 'it does not say what a proof says',
  issuer: 'it comes from another issuer than the key file',
};

function keysIn(file: string): ProofKeys | string {
  try {
    const parsed = ProofKeys.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : 'The key file is not what GET /api/tenancy/proof-keys answers.';
  } catch (e) {
    return `The key file cannot be read (${(e as NodeJS.ErrnoException).code ?? 'not JSON'}).`;
  }
}
/** No more of it than a proof and its line breaks can be. */
function read(file: string): string {
  const open = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(2 * MOST_CHARACTERS);
    return bytes.toString('utf8', 0, fs.readSync(open, bytes));
  } finally {
    fs.closeSync(open);
  }
}
