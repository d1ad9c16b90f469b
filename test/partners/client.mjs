// What the sandbox partners share: a signed call to the partner API, and a loop over lines. Nothing but the public samples of docs/partner-api.
import fs from 'node:fs';
import readline from 'node:readline';
import { keyOf, signedHeaders } from '../../docs/partner-api/sign.mjs';

const { BINHAI_URL: base, BINHAI_KEY_ID: keyId, BINHAI_KEY_FILE: file } = process.env;
const privateKey = keyOf(fs.readFileSync(file, 'utf8'));
export const partner = keyId.slice(0, keyId.lastIndexOf('.'));

/** Answers { status, body }; null when nothing came within `within` milliseconds: the caller then serves on ordinary terms. */
export async function call(method, path, body, { within = 30_000, idempotencyKey } = {}) {
  const url = `${base}${path}`;
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = signedHeaders({ method, url, body: text, idempotencyKey, keyId, privateKey });
  try {
    const r = await fetch(url, { method, headers, ...(text && { body: text }), signal: AbortSignal.timeout(within) });
    const type = r.headers.get('content-type') ?? '';
    return { status: r.status, body: type.includes('json') ? await r.json() : Buffer.from(await r.arrayBuffer()) };
  } catch {
    return null;
  }
}
/** Reads commands, one a line of words; prints what the work answers, one JSON a line. A fault is said and the next line is read. */
export async function serve(work) {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const words = line.trim().split(/\s+/);
    console.log(JSON.stringify(await work(...words).catch((e) => ({ fault: e.message }))));
  }
}
