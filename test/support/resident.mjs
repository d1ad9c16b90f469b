// What a resident does in a browser, step by step, as the tests of several pages need it.
import { openPage } from './browser.mjs';

/** Fills the log-in form that is in sight, with the code the sandbox shows, and waits until it is gone. */
export async function fillLogin({ here }, phone) {
  const field = here.getByLabel('手机号', { exact: true });
  await field.fill(phone);
  await here.getByRole('button', { name: '获取验证码' }).click();
  await here.getByRole('button', { name: '填入' }).click();
  await here.getByLabel('已阅读并同意').check();
  await here.getByRole('button', { name: '登录', exact: true }).click();
  await here.getByText('用手机号登录').waitFor({ state: 'hidden' });
}
/** A page of their own for somebody of the demo data, logged in, at `route`. */
export async function residentPage(browser, system, phone, route = '') {
  const seen = await openPage(browser, system, { route: 'pages/login/index' });
  await fillLogin(seen, phone);
  await seen.goto(route);
  return seen;
}
/** Proves on this device that it is the person, by the sandbox's provider, and comes back to where it was asked for. */
export async function confirmHigh({ here }) {
  await here.getByRole('button', { name: '用网号网证认证' }).click();
  await here.getByRole('button', { name: '模拟通过' }).click();
  await here.getByText('高级认证完成').waitFor();
  await here.getByRole('button', { name: /^(回到刚才那一页|先不开通|完成)$/ }).click();
  await here.getByText('高级认证完成').waitFor({ state: 'hidden' });
}
