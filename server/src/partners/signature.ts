import { createHash, createPublicKey, type KeyObject, randomBytes, sign, timingSafeEqual, verify } from 'node:crypto';
import { httpbis } from 'http-message-signatures';
import { isInnerList, parseDictionary, serializeInnerList } from 'structured-headers';
import { AppError } from '../platform/app-error.js';

/** A request as it is signed: RFC 9421 derives its components from these. */
export interface SignedMessage {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes of the body; empty when there is none. */
  readonly body: Buffer;
}
/** What a signature says of itself, before anybody has proved it. */
export interface Claimed {
  readonly keyId: string;
  readonly nonce: string;
  readonly covered: ReadonlySet<string>;
  /** The signature over the base made of this message. */
  readonly proves: (key: KeyObject) => boolean;
}

/** Seconds a signature may be older or newer than our clock. */
export const WINDOW_SECONDS = 300;
const ALGORITHM = 'ed25519';
const DIGESTS: Readonly<Record<string, string>> = { 'sha-256': 'sha256', 'sha-512': 'sha512' };
const NONCE = /^[A-Za-z0-9+/_=-]{16,88}$/;
const KEY_ID = /^[A-Za-z0-9_.-]{1,80}$/;
const MOST_COMPONENTS = 20;
const RAW_KEY_BYTES = 32;

/** A raw Ed25519 public key, 32 bytes in base64url. Throws for any other length. */
export function publicKeyOf(raw: string): KeyObject {
  if (Buffer.from(raw, 'base64url').length !== RAW_KEY_BYTES) throw new Error('an Ed25519 public key has 32 bytes');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' });
}
/** RFC 9530, with SHA-256. */
export const contentDigest = (body: Buffer): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

/**
 * Reads the one signature of a message (RFC 9421) and checks all that needs no key: that it covers method, address and body, that it was made
 * just now, and that the body is the one that was digested (RFC 9530).
 * @param nowMs our time, epoch milliseconds
 * @throws AppError partner_signature_missing, partner_signature_malformed, partner_created_outside, partner_digest_differs
 */
export function readSignature(message: SignedMessage, nowMs: number): Claimed {
  const { signature, 'signature-input': input } = message.headers;
  if (signature === undefined || input === undefined) throw new AppError('partner_signature_missing');
  const { components, params, text, bytes } = parse(input, signature);
  const covered = new Set(components);
  const { created, keyid, nonce, alg = ALGORITHM, expires } = Object.fromEntries(params) as Readonly<Record<string, unknown>>;
  const named = typeof keyid === 'string' && KEY_ID.test(keyid) && typeof nonce === 'string' && NONCE.test(nonce) && alg === ALGORITHM;
  if (!named || !Number.isInteger(created) || covered.size !== components.length || !coversAll(message, covered)) throw malformed();
  const now = Math.floor(nowMs / 1000);
  const over = expires !== undefined && !(Number.isInteger(expires) && now <= (expires as number));
  if (over || Math.abs(now - (created as number)) > WINDOW_SECONDS) throw new AppError('partner_created_outside');
  if (message.body.length > 0 && !digestHolds(message)) throw new AppError('partner_digest_differs');
  const base = baseOf(message, components, text);
  return { keyId: keyid, nonce, covered, proves: (key) => verify(null, base, key, bytes) };
}

export interface Hand {
  readonly keyId: string;
  /** Ed25519 over the base. */
  readonly sign: (base: Buffer) => Buffer;
  /** Seconds since 1970. */
  readonly created: number;
  readonly nonce?: string;
}
export const handOf =
  (privateKey: KeyObject): Hand['sign'] =>
  (base) =>
    sign(null, base, privateKey);
/** Signs a message of ours (a webhook), or of a test, as a partner does. Answers all headers to send. */
export function signMessage({ method, url, headers, body }: SignedMessage, hand: Hand): Record<string, string> {
  const { keyId, created, nonce = randomBytes(18).toString('base64url') } = hand;
  const sent = { ...headers, ...(body.length > 0 && { 'content-digest': contentDigest(body) }) };
  const components = ['@method', '@path', '@query', ...['content-digest', 'idempotency-key'].filter((h) => h in sent)];
  const text = `(${components.map((c) => `"${c}"`).join(' ')});created=${created};keyid="${keyId}";nonce="${nonce}";alg="${ALGORITHM}"`;
  const base = baseOf({ method, url, headers: sent, body }, components, text);
  return { ...sent, 'signature-input': `sig1=${text}`, signature: `sig1=:${hand.sign(base).toString('base64')}:` };
}

const malformed = () => new AppError('partner_signature_malformed');
/** Method and address always; the body's digest when there is one; the idempotency key when it is sent. */
function coversAll({ headers, body }: SignedMessage, covered: ReadonlySet<string>): boolean {
  const address = covered.has('@target-uri') || (covered.has('@path') && covered.has('@query'));
  const content = body.length === 0 || covered.has('content-digest');
  const key = headers['idempotency-key'] === undefined || covered.has('idempotency-key');
  return covered.has('@method') && address && content && key;
}
function digestHolds({ headers, body }: SignedMessage): boolean {
  try {
    const given = [...parseDictionary(headers['content-digest'] ?? '')].flatMap(([name, [value]]) =>
      DIGESTS[name] ? [{ algorithm: DIGESTS[name], value }] : [],
    );
    return given.length > 0 && given.every(({ algorithm, value }) => sameBytes(value, createHash(algorithm).update(body).digest()));
  } catch {
    return false; // no dictionary of byte sequences
  }
}
const sameBytes = (value: unknown, wanted: Buffer) =>
  value instanceof ArrayBuffer && value.byteLength === wanted.length && timingSafeEqual(Buffer.from(value), wanted);

/** Exactly one signature, its components plain names without parameters. */
function parse(input: string, signature: string) {
  try {
    const [inputs, signatures] = [parseDictionary(input), parseDictionary(signature)];
    const [entry] = inputs;
    const member = entry && signatures.get(entry[0])?.[0];
    if (inputs.size !== 1 || signatures.size !== 1 || !entry || !isInnerList(entry[1]) || !(member instanceof ArrayBuffer)) throw malformed();
    const [items, params] = entry[1];
    const components = items.map(([name, of]) => {
      if (typeof name !== 'string' || of.size > 0 || name !== name.toLowerCase()) throw malformed();
      return name;
    });
    if (components.length > MOST_COMPONENTS) throw malformed();
    return { components, params, text: serializeInnerList(entry[1]), bytes: Buffer.from(member) };
  } catch {
    throw malformed(); // whatever the parser of structured fields says
  }
}
function baseOf({ method, url, headers }: SignedMessage, fields: readonly string[], params: string): Buffer {
  try {
    const lines = httpbis.createSignatureBase({ fields: [...fields] }, { method, url, headers: { ...headers } });
    return Buffer.from(httpbis.formatSignatureBase([...lines, ['"@signature-params"', [params]]]));
  } catch {
    throw malformed(); // a covered field that was not sent, or that a request does not have
  }
}
