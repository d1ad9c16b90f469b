import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { SandboxSmsBox } from '../ports/sms.sandbox.js';
import type { TestApp } from './test-app.js';

export const device = (n: number | string) => ({ id: `device-${String(n).padStart(12, '0')}`, name: `示例手机 ${n}` });
/** Asks for a code as a client does, and reads it where the sandbox keeps it. */
export async function codeFor(t: TestApp, phone: string, purpose: 'login' | 'staff_login' = 'login'): Promise<string> {
  const r = await t.send('POST', '/api/session/sms-codes', { body: { phone, purpose } });
  if (r.status !== 200) throw new Error(`no code: ${JSON.stringify(r.body)}`);
  return newestCode(t, phone);
}
export async function newestCode(t: TestApp, phone: string): Promise<string> {
  const checked = checkMobile(phone);
  const [newest] = checked.ok ? await t.app.get(SandboxSmsBox, { strict: false }).of(checked.value) : [];
  return /\d{6}/.exec(newest?.text ?? '')?.[0] ?? '';
}
export interface LoggedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
}
/** Logs a phone in over HTTP, on the device of this number, as the mini-program does. */
export async function login(t: TestApp, phone: string, n: number | string = 1): Promise<LoggedIn> {
  const code = await codeFor(t, phone);
  const r = await t.send('POST', '/api/session/sms', { body: { phone, code, channel: 'weapp', device: device(n) } });
  if (r.status !== 200) throw new Error(`no log-in: ${JSON.stringify(r.body)}`);
  return r.body as LoggedIn;
}
/** The code of a refusal. */
export const codeOf = (r: { body: unknown }): string => (r.body as { code?: string }).code ?? 'ok';
