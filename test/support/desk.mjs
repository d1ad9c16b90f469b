// What people at work do in a computer's browser.
import { totp } from '../../scripts/lib/accounts.mjs';
import { openPage } from './browser.mjs';

export const DESK = { width: 1280, height: 800 };

/** A desk page of its own for a demo account with an authenticator, logged in, at `route`. */
export async function deskPage(browser, system, account, route = 'packages/staff/home/index') {
  const seen = await openPage(browser, system, { route, viewport: DESK });
  const { here } = seen;
  await here.getByRole('button', { name: '去登录' }).click();
  await here.getByLabel('手机号', { exact: true }).fill(account.phone);
  await here.getByRole('button', { name: '获取验证码' }).click();
  await here.getByRole('button', { name: '填入' }).click();
  await here.getByLabel('动态口令').fill(totp(account.totpSecret, system.clock.now().getTime()).code);
  await here.getByRole('button', { name: '登录', exact: true }).click();
  await here.getByRole('navigation', { name: '工作台导航' }).waitFor();
  return seen;
}
