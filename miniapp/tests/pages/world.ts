// A server in memory for page tests: replies by path, each a value of the contract's reply or a refusal.
import type { Account } from '@binhai/shared/contract/people';
import { tokens } from '../../src/api/client';
import { useAccount } from '../../src/stores/account';
import { useDevice } from '../../src/stores/device';
import { personChanged } from '../../src/stores/remote';
import { useSession } from '../../src/stores/session';
import Taro, { environment, pages, routerParams, store } from '../stubs/taro';

export const ACCOUNT: Account = {
  id: 'p1',
  maskedName: '李*宁',
  maskedPhone: '138****2046',
  assurance: 'high',
  highOnThisDevice: true,
  steppedUpUntil: null,
  role: 'resident',
  membershipId: null,
  memberships: [],
  personalGrade: 'on',
  optedIn: true,
  leavesAt: null,
  unreadMessages: 0,
  atTerminal: false,
  sandbox: true,
};
export const CONSENT_TEXT = {
  version: 'v3',
  recipient: '区公共信用中心（示例）',
  contact: '022-0000-1234',
  purpose: '评定等级',
  method: '自动计算',
  kinds: ['信用承诺'],
  notShared: ['等级'],
  period: '到关闭为止',
  rights: '撤回',
  impact: '不影响信用',
  infers: '达到条件',
};
type Reply = object | (() => object);
export const refusal = (code: string, http = 409, retryable = false) => ({
  __status: http,
  code,
  message: '这是原因',
  way: '这是出路',
  retryable,
  requestId: 'E-1',
});
const QUIET: Record<string, Reply> = {
  '/api/content/notices': { items: [] },
  '/api/perks/categories': { items: [], zones: [] },
  '/api/perks/claimable': { items: [], count: 4 },
  '/api/perks/offers': { items: [], total: 0, next: null },
  '/api/perks/vouchers': { items: [], next: null },
  '/api/consents': { items: [] },
  '/api/me/looks': { items: [], next: null },
};
/** Every request so far, as `METHOD /path`. */
export const asked: string[] = [];
export const bodies: string[] = [];
export function serve(replies: Record<string, Reply>): void {
  Taro.request.mockImplementation((o) => {
    const path = o.url.replace('http://api.test', '').split('?')[0] ?? '';
    asked.push(`${o.method} ${path}`);
    bodies.push(o.data ?? '');
    const reply = replies[`${o.method} ${path}`] ?? replies[path] ?? QUIET[path] ?? { done: true };
    const { __status = 200, ...data } = (typeof reply === 'function' ? reply() : reply) as { __status?: number };
    return Promise.resolve({ statusCode: __status, header: { 'content-type': 'application/json' }, data: JSON.stringify(data) });
  });
}
/** A clean phone in nobody's hands. */
export function reset(): void {
  tokens.forget();
  store.clear();
  environment.online = true;
  pages.splice(0, pages.length, { route: 'pages/home/index' });
  for (const k of Object.keys(routerParams)) delete routerParams[k];
  asked.length = 0;
  bodies.length = 0;
  personChanged();
  useSession.setState({ state: 'guest', sandbox: true });
  useDevice.setState({ care: false, covered: true, online: true });
}
/** The phone of somebody who is logged in. */
export async function signIn(account: Partial<Account>, replies: Record<string, Reply> = {}): Promise<void> {
  serve({ '/api/me': { ...ACCOUNT, ...account }, ...replies });
  tokens.adopt({ accessToken: 'a1', expiresIn: 900, refreshToken: 'r1' });
  useSession.setState({ state: 'signed_in' });
  await useAccount.getState().load();
  asked.length = 0;
}
