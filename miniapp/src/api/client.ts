import type { Endpoint, InputOf, ReplyOf } from '@binhai/shared/contract/http';
import { refresh } from '@binhai/shared/contract/session';
import axios, { type GenericAbortSignal } from 'axios';
import { CLIENT } from '../platform/env';
import { fetchFile, type HeldFile } from '../platform/files';
import { isOnline } from '../platform/network';
import { learnServerTime } from '../platform/time';
import { taroAdapter } from './adapter';
import { ApiError, refusalOf } from './errors';
import { tokens } from './tokens';

export { ApiError, asApiError } from './errors';
export { tokens } from './tokens';

const http = axios.create({ baseURL: API_BASE, timeout: 10_000, adapter: taroAdapter, validateStatus: () => true, headers: { 'x-app-version': CLIENT } });

/** A photo over a poor line. */
const UPLOAD_MS = 60_000;
type Parts = { params?: Record<string, unknown>; query?: Record<string, unknown>; body?: Record<string, unknown> | Uint8Array };
export interface CallOptions {
  /** From `cancellation()`. */
  signal?: GenericAbortSignal;
}
/** No input where the endpoint takes none. */
type Args<E extends Endpoint> = unknown extends InputOf<E> ? [input?: undefined, options?: CallOptions] : [input: InputOf<E>, options?: CallOptions];
type Listener = (e: ApiError) => void;
const signedOut = new Set<Listener>();
const tooOld = new Set<Listener>();
const listen = (set: Set<Listener>) => (f: Listener) => {
  set.add(f);
  return () => void set.delete(f);
};
/** Tells when the session ended without a word from the person: refused refresh, reuse, freeze. Returns the way to stop. */
export const onSignedOut = listen(signedOut);
/** Tells when the server asks this client to update (426). Returns the way to stop. */
export const onTooOld = listen(tooOld);

/** A signal that aborts, without AbortController: mini-programs have none. */
export function cancellation(): { signal: GenericAbortSignal; cancel: () => void } {
  const heard = new Set<(e?: unknown) => void>();
  const signal = {
    aborted: false,
    addEventListener: (_: unknown, f: (e?: unknown) => void) => void heard.add(f),
    removeEventListener: (_: unknown, f: (e?: unknown) => void) => void heard.delete(f),
  };
  return {
    signal: signal as unknown as GenericAbortSignal,
    cancel: () => {
      signal.aborted = true;
      for (const f of heard) f();
    },
  };
}

const pathOf = (endpoint: Endpoint, { params }: Parts): string =>
  endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
/** One exchange. Resolves with status and body, rejects with an ApiError when no answer came. */
async function exchange(endpoint: Endpoint, { params, query, body }: Parts, token: string | undefined, signal: GenericAbortSignal | undefined) {
  const started = Date.now();
  const bytes = body instanceof Uint8Array;
  try {
    const r = await http.request<unknown>({
      method: endpoint.method,
      url: pathOf(endpoint, { params }),
      params: query,
      data: body ?? (endpoint.body ? {} : undefined),
      headers: { ...(bytes && { 'content-type': 'application/octet-stream' }), ...(token && { authorization: `Bearer ${token}` }) },
      ...(bytes && { timeout: UPLOAD_MS }),
      signal,
    });
    learnServerTime(r.headers.date as string | undefined, Date.now() - started);
    return { status: r.status, body: r.data };
  } catch (e) {
    if (axios.isCancel(e)) throw new ApiError('cancelled');
    if (!axios.isAxiosError(e)) throw e;
    if (e.code === 'ETIMEDOUT' || e.code === 'ECONNABORTED') throw new ApiError('timeout');
    throw new ApiError((await isOnline().catch(() => true)) ? 'network' : 'offline');
  }
}
/** A GET changes nothing, so one that got no answer is asked once more. Everything else is repeated by the person, with the same request id. */
async function asked(endpoint: Endpoint, parts: Parts, token: string | undefined, signal: GenericAbortSignal | undefined) {
  try {
    return await exchange(endpoint, parts, token, signal);
  } catch (e) {
    if (endpoint.method !== 'GET' || !(e instanceof ApiError) || e.code !== 'network') throw e;
    return exchange(endpoint, parts, token, signal);
  }
}

let refreshing: Promise<string | undefined> | undefined;
/** One refresh at a time, shared by all who wait for it. Answers the new token, or nothing when the session is over. */
function refreshed(): Promise<string | undefined> {
  refreshing ??= (async () => {
    const r = await exchange(refresh, { body: tokens.refreshBody() }, undefined, undefined);
    if (r.status < 400) {
      tokens.adopt(r.body as ReplyOf<typeof refresh>);
      return tokens.access();
    }
    const refusal = refusalOf(r.body);
    if (refusal.retryable || refusal.code === 'unreadable' || r.status === 426) throw refusal; // the session may still stand: nobody is signed out by a busy server
    tokens.forget();
    for (const f of signedOut) f(refusal);
    return undefined;
  })().finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}
/** Brings back the session of the last visit, if there is one. False: a guest. */
export async function resume(): Promise<boolean> {
  if (tokens.access()) return true;
  return tokens.mayRefresh() ? (await refreshed()) !== undefined : false;
}

/** A question asked under the session: renewed by itself while it lasts, and asked once more where the token had just ended. */
async function withSession(ask: (token: string | undefined) => Promise<{ status: number; body: unknown }>, asksRefresh = false) {
  let token = tokens.access();
  if (!token && tokens.mayRefresh() && !asksRefresh) token = await refreshed();
  const r = await ask(token);
  if (r.status !== 401 || !token || refusalOf(r.body).code !== 'auth_token_invalid') return r;
  tokens.spend(token);
  const next = tokens.mayRefresh() ? (tokens.access() ?? (await refreshed())) : undefined;
  return next ? ask(next) : r;
}
function refused(body: unknown): ApiError {
  const refusal = refusalOf(body);
  if (refusal.code === 'client_too_old') for (const f of tooOld) f(refusal);
  return refusal;
}

/**
 * Calls an endpoint of the contract. Logs in again by itself while the session lasts. Rejects with an ApiError only: `e.sentence` and `e.wayOut`
 * may be shown, `e.retryable` says whether the same call can succeed later.
 */
export async function call<const E extends Endpoint>(endpoint: E, ...[input, options]: Args<E>): Promise<ReplyOf<E>> {
  const r = await withSession((token) => asked(endpoint, (input ?? {}) as Parts, token, options?.signal), endpoint === (refresh as Endpoint));
  if (r.status < 400) return r.body as ReplyOf<E>;
  throw refused(r.body);
}

/** As `call`, for an endpoint that answers with a file; `name` is what the person saves it as. */
export async function download<const E extends Endpoint & { file: string }>(endpoint: E, input: InputOf<E>, name: string): Promise<HeldFile> {
  const url = `${API_BASE}${pathOf(endpoint, input as Parts)}`;
  const r = await withSession(async (token) => {
    try {
      const answer = await fetchFile(url, { 'x-app-version': CLIENT, ...(token && { authorization: `Bearer ${token}` }) }, name);
      return { status: answer.status, body: answer.file ?? parsed(answer.body) };
    } catch (e) {
      if (/timeout/.test(String((e as { errMsg?: string }).errMsg ?? e))) throw new ApiError('timeout');
      throw new ApiError((await isOnline().catch(() => true)) ? 'network' : 'offline');
    }
  });
  if (r.status < 400) return r.body as HeldFile;
  throw refused(r.body);
}
function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined; // something between us and the server answered in its place
  }
}
