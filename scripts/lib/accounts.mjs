// The demo accounts, as `npm start` prints them.
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from './util.mjs';

/** The six digits an authenticator shows now for a base32 secret (RFC 6238, 30 s, SHA-1), and how long they hold. */
export function totp(secret, now = Date.now()) {
  const { TOTP, Secret } = createRequire(path.join(ROOT, 'server/package.json'))('otpauth');
  return { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now }), seconds: 30 - (Math.floor(now / 1000) % 30) };
}
const wide = (text) => [...text].reduce((n, c) => n + (/[\u1100-\u115f\u2e80-\uffef]/.test(c) ? 2 : 1), 0);
const pad = (text, width) => text + ' '.repeat(Math.max(0, width - wide(text)));

/** One line an account: who, then every other field the seed gives; a TOTP secret with the code that holds now. */
export function describe(accounts) {
  const width = Math.max(0, ...accounts.map((a) => wide(a.who)));
  return accounts.map(({ who, totpSecret, ...rest }) => {
    const fields = Object.entries(rest).filter(([, v]) => v !== undefined && v !== null);
    const parts = fields.map(([k, v]) => `${k} ${v}`);
    if (totpSecret) {
      const { code, seconds } = totp(totpSecret);
      parts.push(`TOTP ${code} (${seconds} s)`, `secret ${totpSecret}`);
    }
    return `  ${pad(who, width)}  ${parts.join('  ')}`;
  });
}
