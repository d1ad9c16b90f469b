import { foldIdentifier } from '../text/fold.js';

/**
 * Rotating codes of a voucher (domain research, section 7 rule 18; troubles VCH-3, PDF-2). The phone makes them offline from a 32-byte secret of the
 * voucher; a screenshot is worthless after a step, and nothing can be computed without the secret. The server spends the step that the judge names.
 */
export type HmacSha256 = (key: Uint8Array, message: Uint8Array) => Uint8Array;

/** 32 letters without 0, O, 1, I, and all of QR's alphanumeric mode, so the QR stays at version 3. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
export const QR_STEP_MS = 30_000;
export const TYPED_STEP_MS = 300_000;
/** The longest QR text that level M holds in version 10 (PDF-2); ours has 59 characters. */
export const MAX_QR_BYTES = 213;
export const CODE_ID_LENGTH = 26;
export const LOCATOR_LENGTH = 4;
export const TYPED_LENGTH = 8;

const ID_BYTES = 16;
const STEP_LENGTH = 6; // 32^6 steps of 30 s: about a thousand years
const QR_MAC_LENGTH = 20; // 100 bits
const TYPED_MAC_LENGTH = TYPED_LENGTH - LOCATOR_LENGTH - 1; // 15 bits, a guard only together with a limit on tries

const ascii = (text: string): Uint8Array => Uint8Array.from(Array.from(text), (c) => c.charCodeAt(0));

/** Base 32 in the code alphabet, most significant bit first, the last group filled with zeros. */
export function encode32(bytes: Uint8Array): string {
  let out = '';
  let held = 0;
  let bits = 0;
  for (let i = 0; i < bytes.length; i++) {
    held = (held << 8) | (bytes[i] ?? 0);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += CODE_ALPHABET.charAt((held >>> bits) & 31);
      held &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? out + CODE_ALPHABET.charAt((held << (5 - bits)) & 31) : out;
}

const encodeStep = (step: number): string => {
  let out = '';
  for (let rest = step, i = 0; i < STEP_LENGTH; i++, rest = Math.floor(rest / 32)) out = CODE_ALPHABET.charAt(rest % 32) + out;
  return out;
};
const decodeStep = (text: string): number => Array.from(text).reduce((n, c) => n * 32 + CODE_ALPHABET.indexOf(c), 0);

const sameText = (a: string, b: string): boolean => {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % Math.max(b.length, 1));
  return difference === 0;
};

/** Public id of a voucher's code from 16 random bytes: 128 bits, tells nothing and redeems nothing by itself. */
export function newCodeId(random: Uint8Array): string {
  if (random.length !== ID_BYTES) throw new RangeError('a code id is made of 16 random bytes');
  return encode32(random);
}

/**
 * First half of the typed code: 20 bits that find the voucher among the live ones of one merchant. The server keeps it beside the code id under a unique
 * partial index (merchant, locator) and draws another code id when it is taken.
 */
export const locatorOf = (codeId: string): string => codeId.slice(0, LOCATOR_LENGTH);

export const stepAt = (epochMs: number, stepMs: number): number => Math.floor(epochMs / stepMs);
/** Milliseconds until the next code, 1 … stepMs: the ring around the code. */
export const nextStepIn = (epochMs: number, stepMs: number): number => stepMs - (((epochMs % stepMs) + stepMs) % stepMs);

export interface QrInput {
  codeId: string;
  key: Uint8Array;
  /** Server time as far as the phone knows it, epoch milliseconds. */
  atMs: number;
  /** Whether the phone has learned the server's time; only then an old code is called a screenshot. */
  synced: boolean;
}

/** `BH1.<code id>.<step><S|U>.<truncated MAC over all before it>`: no name, number, plate or voucher id. */
export function qrText({ codeId, key, atMs, synced }: QrInput, hmac: HmacSha256): string {
  const body = `BH1.${codeId}.${encodeStep(stepAt(atMs, QR_STEP_MS))}${synced ? 'S' : 'U'}`;
  return `${body}.${encode32(hmac(key, ascii(body))).slice(0, QR_MAC_LENGTH)}`;
}

export interface QrCode {
  ok: true;
  kind: 'qr';
  codeId: string;
  step: number;
  synced: boolean;
  body: string;
  mac: string;
}
export type CodeRefusal = 'code_form' | 'code_check' | 'code_forged' | 'code_stale' | 'code_clock';

/** The form of a scanned text, as whoever reads it may check before sending it. */
export const QR_PATTERN = new RegExp(
  `^(BH1\\.([${CODE_ALPHABET}]{${CODE_ID_LENGTH}})\\.([${CODE_ALPHABET}]{${STEP_LENGTH}})([SU]))\\.([${CODE_ALPHABET}]{${QR_MAC_LENGTH}})$`,
);

/** Takes a scanned text apart; says nothing yet about its truth. */
export function readQr(text: string): QrCode | { ok: false; reason: 'code_form' } {
  const found = text.length <= MAX_QR_BYTES ? QR_PATTERN.exec(text.trim()) : null;
  if (found === null) return { ok: false, reason: 'code_form' };
  const [, body = '', codeId = '', step = '', synced, mac = ''] = found;
  return { ok: true, kind: 'qr', codeId, step: decodeStep(step), synced: synced === 'S', body, mac };
}

/**
 * Judges a read code with the voucher's key at the server's time: previous, current and next step pass. `code_clock` when the phone never learned the
 * server's time or is ahead of it, else `code_stale`. The caller then spends `step` in the update that takes the lock (filter: spent step < step).
 */
export function judgeQr(code: QrCode, key: Uint8Array, nowMs: number, hmac: HmacSha256): { ok: true; step: number } | { ok: false; reason: CodeRefusal } {
  if (!sameText(encode32(hmac(key, ascii(code.body))).slice(0, QR_MAC_LENGTH), code.mac)) return { ok: false, reason: 'code_forged' };
  const ahead = code.step - stepAt(nowMs, QR_STEP_MS);
  if (Math.abs(ahead) <= 1) return { ok: true, step: code.step };
  return { ok: false, reason: code.synced && ahead < 0 ? 'code_stale' : 'code_clock' };
}

/** Check letter over GF(32) with x^5 + x^2 + 1: finds every single wrong letter and every swap of two. */
function checkLetter(letters: string): string {
  const double = (n: number): number => (n << 1) ^ ((n & 16) === 0 ? 0 : 37);
  return CODE_ALPHABET.charAt(double(Array.from(letters).reduce((sum, c) => double(sum) ^ CODE_ALPHABET.indexOf(c), 0)));
}
const typedMac = (locator: string, step: number, key: Uint8Array, hmac: HmacSha256): string =>
  encode32(hmac(key, ascii(`BH1T.${locator}.${encodeStep(step)}`))).slice(0, TYPED_MAC_LENGTH);

/** Eight letters: locator, three letters of MAC, check letter. */
export function typedCode({ codeId, key, atMs }: Omit<QrInput, 'synced'>, hmac: HmacSha256): string {
  const locator = locatorOf(codeId);
  const letters = locator + typedMac(locator, stepAt(atMs, TYPED_STEP_MS), key, hmac);
  return letters + checkLetter(letters);
}

/** 7KQ4 M82P, as it is shown and read aloud. */
export const formatTypedCode = (code: string): string => `${code.slice(0, TYPED_LENGTH / 2)} ${code.slice(TYPED_LENGTH / 2)}`;

export interface TypedCode {
  ok: true;
  kind: 'typed';
  locator: string;
  mac: string;
}
/** Folds and checks what the clerk typed, without any secret: a slip of the finger is told before anything is sent. */
export function readTyped(text: string): TypedCode | { ok: false; reason: 'code_form' | 'code_check' } {
  const code = foldIdentifier(text).replace(/-/g, '');
  if (code.length !== TYPED_LENGTH || Array.from(code).some((c) => CODE_ALPHABET.indexOf(c) < 0)) return { ok: false, reason: 'code_form' };
  if (checkLetter(code.slice(0, -1)) !== code.slice(-1)) return { ok: false, reason: 'code_check' };
  return { ok: true, kind: 'typed', locator: code.slice(0, LOCATOR_LENGTH), mac: code.slice(LOCATOR_LENGTH, -1) };
}

/** As `judgeQr`, by steps of five minutes. The code names no step, so an old one and a guessed one look alike. */
export function judgeTyped(code: TypedCode, key: Uint8Array, nowMs: number, hmac: HmacSha256): { ok: true; step: number } | { ok: false; reason: CodeRefusal } {
  const now = stepAt(nowMs, TYPED_STEP_MS);
  let step = -1;
  for (const candidate of [now - 1, now + 1, now]) if (sameText(typedMac(code.locator, candidate, key, hmac), code.mac)) step = candidate;
  return step < 0 ? { ok: false, reason: 'code_stale' } : { ok: true, step };
}

/** What came from the scanner or the keypad: a QR text or a typed code. */
export const readCode = (text: string): QrCode | TypedCode | { ok: false; reason: 'code_form' | 'code_check' } =>
  text.trim().indexOf('BH1.') === 0 ? readQr(text) : readTyped(text);
