import { PortDown } from './port-down.js';

/** Milliseconds an outside service has; a person waits in front of the screen. */
export const PORT_TIMEOUT = 5000;
const MOST_BYTES = 64 * 1024;

/**
 * One HTTP call that answers JSON: no redirect, no repetition, a bounded reply. Any failure becomes a PortDown without address, headers, body
 * or cause, since all of them may hold secrets.
 */
export async function callJson(port: string, url: string, init: RequestInit = {}, timeout = PORT_TIMEOUT): Promise<unknown> {
  let status = 0;
  try {
    const r = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeout) });
    status = r.status;
    const text = await r.text();
    if (r.ok && text.length <= MOST_BYTES) return JSON.parse(text) as unknown;
  } catch (e) {
    throw new PortDown(port, e instanceof DOMException && e.name === 'TimeoutError' ? 'timeout' : status ? 'no JSON' : 'unreachable');
  }
  throw new PortDown(port, `http ${status}`);
}
