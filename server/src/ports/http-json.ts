import { PortDown } from './port-down.js';

/** Milliseconds an outside service has; a person waits in front of the screen. */
export const PORT_TIMEOUT = 5000;
const MOST_BYTES = 64 * 1024;

interface Bounds {
  readonly timeout?: number;
  /** Bytes. */
  readonly most?: number;
}
/**
 * One HTTP call: no redirect, no repetition, a bounded reply. Any failure becomes a PortDown without address, headers, body or cause, since all of
 * them may hold secrets.
 */
export async function callText(port: string, url: string, init: RequestInit = {}, { timeout = PORT_TIMEOUT, most = MOST_BYTES }: Bounds = {}): Promise<string> {
  let status = 0;
  try {
    const r = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeout) });
    status = r.status;
    const text = await r.text();
    if (r.ok && text.length <= most) return text;
  } catch (e) {
    throw new PortDown(port, e instanceof DOMException && e.name === 'TimeoutError' ? 'timeout' : status ? 'cut' : 'unreachable');
  }
  throw new PortDown(port, `http ${status}`);
}
/** The same for a service that answers JSON. */
export async function callJson(port: string, url: string, init: RequestInit = {}, timeout = PORT_TIMEOUT): Promise<unknown> {
  const text = await callText(port, url, init, { timeout });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new PortDown(port, 'no JSON');
  }
}
