import { beforeEach, expect, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import Clerks from '../../src/packages/counter/clerks/index';
import Join from '../../src/packages/counter/join/index';
import Pin from '../../src/packages/counter/pin/index';
import TakeOver from '../../src/packages/counter/take-over/index';
import Terminals from '../../src/packages/counter/terminals/index';
import { storage } from '../../src/platform/storage';
import { useSession } from '../../src/stores/session';
import { useTerminals } from '../../src/stores/terminals';
import { ACCOUNT, asked, bodies, refusal, reset, serve, signIn } from '../pages/world';
import { pages, routerParams } from '../stubs/taro';

const MANAGER = {
  role: 'manager' as const,
  membershipId: 'm0',
  memberships: [{ id: 'm0', role: 'manager' as const, organisation: '示例商户', organisationId: 'o1', staffNumber: 'P0001', until: null }],
};
const CLERK = { id: 'm1', role: 'clerk' as const, organisation: '示例商户', organisationId: 'o1', staffNumber: 'C002', until: null };
const SHOPS = [
  { id: 's1', name: '南门' },
  { id: 's2', name: '北门' },
];
const LIST = {
  organisation: '示例商户',
  shops: SHOPS,
  items: [{ id: 'm1', maskedName: '王*店', staffNumber: 'C002', shops: ['南门'], since: '2026-11-01T10:00:00+08:00' }],
  invitations: [],
};
const MADE = {
  id: 'i1',
  shop: '北门',
  link: 'https://example.invalid/packages/counter/join/index?i=0123456789abcdefghijkl',
  code: '7Q4K92MX',
  until: '2026-11-25T10:30:00+08:00',
};
const MEANS = { organisation: '示例商户', shop: '北门', address: '示例路 1 号', until: '2026-11-25T10:30:00+08:00' };
const TOKEN = '0123456789abcdefghijkl';
const HERE = {
  organisation: '示例商户',
  shop: '北门',
  name: '北门 1 号机',
  clerks: [
    { id: 'm1', staffNumber: 'C002', ready: true },
    { id: 'm2', staffNumber: 'C003', ready: false },
  ],
};
const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const pin = (digits: string) => {
  for (const d of digits) tap(d);
};
const said = (): unknown => JSON.parse(bodies.filter((b) => b !== '').at(-1) ?? 'null');
beforeEach(() => {
  reset();
  useTerminals.setState({ token: null });
});

test('the manager invites to one of the shops, shows the code once, and removes after a second word', async () => {
  await signIn(MANAGER, { 'GET /api/counter/clerks': LIST, 'POST /api/counter/invitations': MADE });
  render(<Clerks />);
  await screen.findByText('王*店');
  tap('邀请店员');
  fireEvent.click(await screen.findByLabelText('北门'));
  tap('出示邀请码');
  await screen.findByRole('img', { name: '店员邀请二维码' });
  expect(said()).toEqual({ shopId: 's2' });
  screen.getByRole('img', { name: '邀请码 7 Q 4 K 9 2 M X' });
  tap('完成');
  expect(screen.queryByRole('img', { name: '店员邀请二维码' })).toBeNull();
  tap('移除王*店');
  expect(asked).not.toContain('POST /api/counter/clerks/m1/removal');
  tap('移除');
  await waitFor(() => expect(asked).toContain('POST /api/counter/clerks/m1/removal'));
});
test('a clerk finds no list of clerks', async () => {
  await signIn({ ...MANAGER, role: 'clerk' });
  render(<Clerks />);
  await screen.findByText('只有店长能管理店员');
  expect(screen.queryByRole('button', { name: '邀请店员' })).toBeNull();
});
test('a link is looked at by itself, accepted by a word, refused by another', async () => {
  routerParams.i = TOKEN;
  await signIn(
    {},
    { 'POST /api/counter/invitations/look': MEANS, 'POST /api/counter/invitations/acceptance': { membershipId: 'm1', shop: '北门', staffNumber: 'C002' } },
  );
  render(<Join />);
  await screen.findByText('示例路 1 号');
  expect(asked).not.toContain('POST /api/counter/invitations/acceptance');
  tap('接受邀请');
  await screen.findByText('你已是店员');
  screen.getByText('北门，工号 C002');
});
test('a typed code that was used says so, and another may be typed', async () => {
  await signIn({}, { 'POST /api/counter/invitations/look': refusal('clerk_invite_used') });
  render(<Join />);
  await screen.findByText('输入店长屏幕上的 8 位邀请码');
  for (const k of '7Q4K92MX') fireEvent.click(screen.getByRole('button', { name: k }));
  tap('看看是哪家店');
  await screen.findByText(/这是原因/);
  expect(said()).toEqual({ code: '7Q4K92MX' });
  tap('换一个邀请码');
  await screen.findByText('输入店长屏幕上的 8 位邀请码');
});
test('someone without a real name is sent there first', async () => {
  routerParams.i = TOKEN;
  await signIn({ assurance: 'none', highOnThisDevice: false });
  render(<Join />);
  await screen.findByText('登录后接受邀请');
  expect(asked).not.toContain('POST /api/counter/invitations/look');
});

test('the device in hand becomes a terminal: its secret stays, the manager goes', async () => {
  await signIn(MANAGER, { 'GET /api/counter/terminals': { shops: SHOPS, items: [] }, 'POST /api/counter/terminals': { id: 't1', token: TOKEN } });
  render(<Terminals />);
  await screen.findByText('还没有共用终端。');
  tap('设为共用终端');
  await screen.findByText('给这台设备起个名字，最多 20 个字');
  expect(asked).not.toContain('POST /api/counter/terminals');
  fireEvent.change(screen.getByLabelText(/设备名称/), { target: { value: '北门 1 号机' } });
  tap('设为共用终端');
  await waitFor(() => expect(useSession.getState().state).toBe('guest'));
  expect(storage.get('counter-terminal')).toBe(TOKEN);
  await waitFor(() => expect(pages.at(-1)?.route).toBe('packages/counter/take-over/index'));
});
test('staff numbers alone; a wrong PIN clears the digits, the right one opens the counter', async () => {
  useTerminals.setState({ token: TOKEN });
  let right = false;
  serve({
    '/api/me': { ...ACCOUNT, role: 'clerk', membershipId: 'm1', memberships: [CLERK], atTerminal: true },
    'POST /api/counter/terminals/look': HERE,
    'POST /api/counter/shifts': () => (right ? { accessToken: 'a2', expiresIn: 900, refreshToken: 'r2' } : refusal('counter_pin_wrong', 403)),
  });
  render(<TakeOver />);
  await screen.findByText('C002');
  screen.getByText('还没有设 PIN');
  fireEvent.click(screen.getByRole('button', { name: /C002/ }));
  pin('40719');
  screen.getByRole('status', { name: '已输入 5 位，共 6 位' });
  expect(asked).not.toContain('POST /api/counter/shifts');
  pin('4');
  await screen.findByText(/这是原因/);
  screen.getByRole('status', { name: '已输入 0 位，共 6 位' });
  right = true;
  pin('407193');
  await waitFor(() => expect(pages.at(-1)?.route).toBe('packages/counter/desk/index'));
  expect(said()).toMatchObject({ token: TOKEN, clerk: 'm1', pin: '407193' });
});
test('a terminal that was ended says so and leads to the log-in', async () => {
  useTerminals.setState({ token: TOKEN });
  serve({ 'POST /api/counter/terminals/look': refusal('counter_terminal_unknown', 404) });
  render(<TakeOver />);
  tap((await screen.findByRole('button', { name: '店长登录' })).textContent ?? '');
  await waitFor(() => expect(useTerminals.getState().token).toBeNull());
});
test('a PIN is typed twice; easy ones and slips begin anew', async () => {
  await signIn({ memberships: [CLERK] }, { 'POST /api/counter/pins': { done: true } });
  render(<Pin />);
  await screen.findByText('输入新的 6 位 PIN');
  pin('123456');
  await screen.findByText(/太容易猜到/);
  pin('407193');
  await screen.findByText('再输一次');
  pin('407194');
  await screen.findByText('两次不一样，重新输入');
  pin('407193');
  await screen.findByText('再输一次');
  pin('407193');
  await waitFor(() => expect(asked).toContain('POST /api/counter/pins'));
  expect(said()).toEqual({ membershipId: 'm1', pin: '407193' });
});
