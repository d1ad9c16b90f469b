/**
 * 免押 between an operator and this service (product C5): an authorisation code with PKCE (RFC 6749 4.1, RFC 7636) and the life of one order. Pure;
 * the mini-program has neither URL nor BigInt, so addresses are compared as text.
 */

/** How long a code may be exchanged (RFC 6749 4.1.2: ten minutes at most). Milliseconds. */
export const CODE_MS = 300_000;
/** A second exchange within this time is the operator's own second try, refused without an end; later it is a replay and ends what the code made. */
export const REPLAY_GRACE_MS = 10_000;
/** Orders are kept so many days from their end (domain rule 21). */
export const ORDER_KEPT_DAYS = 30;
/** An order without a reported end is given up this many days after its start: the longest rental we know of. */
export const ORDER_OPEN_DAYS = 30;
/** From so many days before the last one the page says when it ends. */
export const EXPIRING_DAYS = 30;
/** How far an operator's clock may be ahead of ours, and how late a start may be told. Milliseconds. */
export const AHEAD_MS = 600_000;
export const LATE_MS = 86_400_000;

/** What is lent without a deposit. Kinds are data of an operator's service; each has its icon in the design system. */
export const DEPOSIT_KINDS = ['bike', 'powerbank', 'camera', 'umbrella', 'camping'] as const;
export type DepositKind = (typeof DEPOSIT_KINDS)[number];

export type RedirectKind = 'web' | 'weapp';
const WEB = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?(\/[A-Za-z0-9._~\-/]*)?(\?[A-Za-z0-9._~\-=&%]*)?$/;
const WEAPP = /^weapp:wx[0-9a-f]{16}$/;
/** RFC 8252 7.3: on this machine the port is not known before. Only the sandbox takes these. */
const LOOPBACK = /^http:\/\/127\.0\.0\.1(:\d{1,5})?(\/[A-Za-z0-9._~\-/]*)$/;

/** Which kind of address an operator may have registered; null for one that nobody may be sent to (another scheme, user info, a fragment). */
export function redirectKind(redirect: string, sandbox: boolean): RedirectKind | null {
  if (WEAPP.test(redirect)) return 'weapp';
  return WEB.test(redirect) || (sandbox && LOOPBACK.test(redirect)) ? 'web' : null;
}
/**
 * Whether the asked address is one of the registered ones, letter by letter (RFC 9700 2.1): no prefix, no wildcard, no other case. In the sandbox a
 * registered address of this machine fits any port.
 */
export function redirectRegistered(registered: readonly string[], asked: string, sandbox: boolean): boolean {
  if (redirectKind(asked, sandbox) === null) return false;
  const portless = sandbox ? asked.replace(LOOPBACK, 'http://127.0.0.1$2') : asked;
  return registered.indexOf(asked) >= 0 || registered.indexOf(portless) >= 0;
}
/** The address a browser is sent back to: what was registered, with our answer behind it. */
export function returnAddress(redirect: string, answer: readonly (readonly [name: string, value: string])[]): string {
  const query = answer.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${redirect}${redirect.indexOf('?') >= 0 ? '&' : '?'}${query}`;
}

export interface OrderTimes {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly released: boolean;
}
export type OrderFault = 'deposit_time_wrong' | 'deposit_order_conflict';
/** Whether an order may begin at this instant, as the operator's clock tells it. */
export const startFault = (startedAt: number, now: number): OrderFault | null =>
  startedAt > now + AHEAD_MS || startedAt < now - LATE_MS ? 'deposit_time_wrong' : null;
/** Whether a report of an order's end fits what is known: nothing ends before it began, in the future, twice, or takes a release back. */
export function endFault(order: OrderTimes, endedAt: number, released: boolean, now: number): OrderFault | null {
  if (endedAt < order.startedAt || endedAt > now + AHEAD_MS) return 'deposit_time_wrong';
  if (order.endedAt !== null && order.endedAt !== endedAt) return 'deposit_order_conflict';
  return order.released && !released ? 'deposit_order_conflict' : null;
}
