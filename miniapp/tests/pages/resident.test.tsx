import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { act, fireEvent, render, renderHook, screen, waitFor } from '@testing-library/react';
import { ApiError } from '../../src/api/errors';
import Basic from '../../src/packages/identity/basic/index';
import Consents from '../../src/packages/identity/consents/index';
import High from '../../src/packages/identity/high/index';
import Credit from '../../src/pages/credit/index';
import Home from '../../src/pages/home/index';
import { standing } from '../../src/parts/gate';
import { useAccount } from '../../src/stores/account';
import { useCredit } from '../../src/stores/credit';
import { useDevice } from '../../src/stores/device';
import { fetcher, nothing, personChanged, type Remote } from '../../src/stores/remote';
import { cameFrom, comeBack, leaveFor } from '../../src/stores/return-to';
import { useSession } from '../../src/stores/session';
import { steppedUp } from '../../src/stores/step-up';
import { useAction } from '../../src/stores/use-action';
import { pages, routerParams, store } from '../stubs/taro';
import { ACCOUNT, asked, bodies, CONSENT_TEXT, refusal, reset, serve, signIn } from './world';

const GRADE = {
  grade: 'excellent',
  unratedReason: '',
  computedAt: '2026-11-25T00:30:00Z',
  validUntil: null,
  scheme: { id: 's', title: '评价方案 2026 第 2 版' },
};
const times = (request: string) => asked.filter((a) => a === request).length;
beforeEach(reset);

test.each([
  ['unknown', 'high', null, 'unknown'],
  ['guest', 'login', null, 'guest'],
  ['signed_in', 'login', {}, 'ready'],
  ['signed_in', 'basic', { assurance: 'none', highOnThisDevice: false }, 'no_real_name'],
  ['signed_in', 'high', { assurance: 'basic', highOnThisDevice: false }, 'need_high'],
  ['signed_in', 'high', { highOnThisDevice: false }, 'need_high'],
  ['signed_in', 'login', { role: 'clerk' }, 'other_role'],
  ['signed_in', 'high', {}, 'ready'],
] as const)('the gate: %s, need %s', (state, need, account, expected) => {
  expect(standing(state, { data: account && { ...ACCOUNT, ...account }, error: null }, need)).toBe(expected);
});

describe('home', () => {
  test.each([
    ['not real-named', { assurance: 'none', highOnThisDevice: false, maskedName: '', optedIn: false } as const, '还没有实名'],
    ['not opted in', { optedIn: false }, '还没有开通'],
    ['service in consultation', { optedIn: false, personalGrade: 'consultation' } as const, '还没有开放'],
    ['at the counter', { role: 'clerk' } as const, '去核销台'],
    ['covered', {}, '我的公共信用'],
  ])('%s', async (_, account, sentence) => {
    await signIn(account);
    render(<Home />);
    expect(await screen.findByText(sentence)).toBeInTheDocument();
    expect(screen.getAllByText('这不是征信，不影响贷款、上学、就医、乘车', { exact: false }).length).toBeGreaterThan(0);
    expect(times('GET /api/credit/grade')).toBe(0);
  });
  test('a guest finds the public search and the offers, and nothing of a person is asked for', async () => {
    serve({});
    render(<Home />);
    expect(await screen.findByText('搜企业名称、统一代码')).toBeInTheDocument();
    await waitFor(() => expect(times('GET /api/perks/offers')).toBe(1));
    expect(asked.filter((a) => /\/api\/(me|credit|consents|messages)|claimable|vouchers/.test(a))).toEqual([]);
  });
  test('the eye: one request when it opens, none stored, forgotten when it closes', async () => {
    await signIn({}, { '/api/credit/grade': GRADE });
    render(<Home />);
    fireEvent.click(await screen.findByLabelText('显示等级'));
    expect(await screen.findByLabelText('守信优良')).toBeInTheDocument();
    expect(times('GET /api/credit/grade')).toBe(1);
    fireEvent.click(screen.getByLabelText('遮住等级'));
    expect(await screen.findByLabelText('等级已遮住')).toBeInTheDocument();
    expect(useCredit.getState().grade.data).toBeNull();
    expect([...store.values()].join()).not.toMatch(/excellent|守信/);
  });
  test('a grade that cannot be fetched leaves the page standing, with a way to try again', async () => {
    useDevice.setState({ covered: false });
    let answers = 0;
    await signIn({}, { '/api/credit/grade': () => (answers++ === 0 ? refusal('service_busy', 503, true) : GRADE) });
    render(<Home />);
    expect(await screen.findByText('等级暂时没有取到')).toBeInTheDocument();
    fireEvent.click(screen.getByText('再试一次'));
    expect(await screen.findByLabelText('守信优良')).toBeInTheDocument();
  });
});

test('credit: the sentence, the way out and a retry that works', async () => {
  let answers = 0;
  const explained = { grade: GRADE, counted: [], notCounted: [], raises: [], history: [] };
  await signIn({}, { '/api/credit/explanation': () => (answers++ === 0 ? refusal('service_busy', 503, true) : explained) });
  render(<Credit />);
  expect(await screen.findByText('这是原因')).toBeInTheDocument();
  expect(screen.getByText('这是出路')).toBeInTheDocument();
  fireEvent.click(screen.getByText('再试一次'));
  expect(await screen.findByText('我在这里')).toBeInTheDocument();
});

describe('basic real name', () => {
  const BASE = { '/api/real-name/consent': { text: CONSENT_TEXT } };
  const none = { assurance: 'none', highOnThisDevice: false, maskedName: '', optedIn: false } as const;
  const NUMBER = '120116199206061015';
  const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label, { exact: false, selector: 'input' }), { target: { value } });
  test('what the number itself tells is said at its field, and nothing is sent', async () => {
    await signIn(none, BASE);
    render(<Basic />);
    await screen.findByText('接收方');
    type('姓名', '李示例');
    for (const [number, sentence] of [
      [`${NUMBER.slice(0, 17)}0`, '最后一位对不上，请再核对一遍'],
      ['1201', '证件号码不对，请对照证件逐位核对'],
    ] as const) {
      type('证件号码', number);
      fireEvent.click(screen.getByText('提交认证'));
      expect(await screen.findByText(sentence)).toBeInTheDocument();
    }
    expect(screen.getByText('先勾选单独同意，再提交')).toBeInTheDocument();
    expect(times('POST /api/me/real-name')).toBe(0);
  });
  test('a second tap is the same tap; the name is kept as a draft, the number never', async () => {
    await signIn(none, { ...BASE, 'POST /api/me/real-name': { assurance: 'basic', maskedName: '李*例' } });
    render(<Basic />);
    await screen.findByText('接收方');
    type('姓名', '李示例');
    type('证件号码', NUMBER);
    expect(store.get('bh.draft')).toContain('李示例');
    fireEvent.click(screen.getByLabelText('我单独同意处理我的证件号'));
    fireEvent.click(screen.getByText('提交认证'));
    fireEvent.click(screen.getByText('提交认证'));
    await waitFor(() => expect(pages.at(-1)?.route).toBe('packages/identity/done/index'));
    expect(times('POST /api/me/real-name')).toBe(1);
    expect(bodies.find((b) => b.includes(NUMBER))).toContain('"textVersion":"v3"');
    expect([...store.values()].join()).not.toContain(NUMBER);
    expect(store.has('bh.draft')).toBe(false);
  });
  test('an identity that is bound elsewhere shows the way to the window', async () => {
    await signIn(none, { ...BASE, 'POST /api/me/real-name': refusal('identity_taken') });
    render(<Basic />);
    await screen.findByText('接收方');
    type('姓名', '李示例');
    type('证件号码', NUMBER);
    fireEvent.click(screen.getByLabelText('我单独同意处理我的证件号'));
    fireEvent.click(screen.getByText('提交认证'));
    fireEvent.click(await screen.findByText('不是我的账号，去申请冻结'));
    await waitFor(() => expect(pages.at(-1)?.route).toBe('packages/identity/stolen/index'));
  });
});

test('withdrawing a consent: one question, one request for two taps, said when it is done', async () => {
  const consent = {
    id: 'c1',
    recipient: '潮汐单车',
    purpose: '免押骑行',
    state: 'active',
    since: '2025-12-02T03:00:00Z',
    until: null,
    endedAt: null,
    text: CONSENT_TEXT,
    looks: { count: 0, last: null },
    ends: [],
    renewal: null,
  };
  await signIn({}, { '/api/consents': { items: [consent] }, '/api/consents/c1/withdrawal': { done: true, at: '2026-11-25T01:42:07Z' } });
  render(<Consents />);
  fireEvent.click(await screen.findByLabelText('撤回对潮汐单车的授权'));
  const submit = await screen.findByText('撤回授权');
  fireEvent.click(submit);
  fireEvent.click(submit);
  expect(await screen.findByText('已撤回潮汐单车的授权')).toBeInTheDocument();
  expect(times('POST /api/consents/c1/withdrawal')).toBe(1);
});

test('no network is said on every page', async () => {
  useDevice.setState({ online: false });
  await signIn({});
  render(<Home />);
  expect(await screen.findByText('没有网络')).toBeInTheDocument();
});

describe('你已有一个账号', () => {
  test('offers to join, keeps name and number in memory only, and logs in to the account that remains', async () => {
    await signIn(
      { assurance: 'none', highOnThisDevice: false, maskedName: '', optedIn: false },
      {
        '/api/real-name/consent': { text: CONSENT_TEXT },
        'POST /api/me/real-name': refusal('identity_taken'),
        '/api/me/join': { ticket: 't'.repeat(22), validFor: 600, sandbox: true },
        '/api/me/join/finish': { accessToken: 'a2', expiresIn: 900, refreshToken: 'r2' },
      },
    );
    const basic = render(<Basic />);
    fireEvent.change(await screen.findByLabelText(/^姓名/), { target: { value: '李示例宁' } });
    fireEvent.change(screen.getByLabelText(/证件号码/), { target: { value: '120116199003072013' } });
    fireEvent.click(await screen.findByLabelText('我单独同意处理我的证件号'));
    fireEvent.click(screen.getByText('提交认证'));
    expect(await screen.findByText('你已有一个账号')).toBeInTheDocument();
    fireEvent.click(screen.getByText('是我的，合并账号'));
    await waitFor(() => expect(pages.at(-1)?.route).toBe('packages/identity/high/index'));
    expect(JSON.stringify([...store.values(), pages])).not.toContain('120116199003072013');
    basic.unmount();
    routerParams.join = '1';
    render(<High />);
    fireEvent.click(await screen.findByRole('button', { name: '用网号网证认证' }));
    fireEvent.click(await screen.findByRole('button', { name: '模拟通过' }));
    await waitFor(() => expect(pages.at(-1)?.route).toBe('packages/identity/done/index'));
    expect(bodies.find((b) => b.includes('network_id'))).toContain('李示例宁');
    expect([useAccount.getState().joining, store.get('bh.refresh')]).toEqual([null, expect.stringContaining('r2')]);
  });
  test('after a reload the number has to be typed again', async () => {
    await signIn({ assurance: 'none', highOnThisDevice: false });
    routerParams.join = '1';
    render(<High />);
    expect(await screen.findByText('要重新填一次')).toBeInTheDocument();
  });
});

describe('the way back', () => {
  test('to the same offer, with its id', async () => {
    pages.push({ route: 'packages/perks/offer/index' });
    routerParams.id = 'o7';
    await leaveFor('/pages/login/index');
    expect(cameFrom()).toBe('/packages/perks/offer/index?id=o7');
    await comeBack();
    expect(cameFrom()).toBeUndefined();
  });
  test('without an origin, to where the caller says', async () => {
    await comeBack('/pages/me/index');
    expect(pages.at(-1)?.route).toBe('pages/me/index');
  });
});

describe('what needs a fresh proof', () => {
  const refuseOnce = () => {
    const again = jest.fn<() => Promise<void>>();
    again.mockRejectedValueOnce(new ApiError({ code: 'step_up_needed', message: '再确认一次', way: '高级认证', retryable: false, requestId: 'E-1' }));
    return again.mockResolvedValue();
  };
  test('is asked for, given, and the same thing is done by itself at the same place', async () => {
    await signIn({});
    pages.push({ route: 'packages/perks/offer/index' });
    const work = refuseOnce();
    const { result } = renderHook(() => useAction((_: string) => work()));
    await act(() => result.current.run('terms'));
    expect([pages.at(-1)?.route, result.current.busy, result.current.error]).toEqual(['packages/identity/high/index', false, null]);
    await act(() => steppedUp());
    expect([pages.at(-1)?.route, work.mock.calls.length]).toEqual(['packages/perks/offer/index', 2]);
    await act(() => steppedUp());
    expect(work).toHaveBeenCalledTimes(2);
  });
  test('is not done for somebody who turned back', async () => {
    await signIn({});
    pages.push({ route: 'packages/perks/offer/index' });
    const work = refuseOnce();
    const { result } = renderHook(() => useAction(work));
    await act(() => result.current.run());
    const high = render(<High />);
    high.unmount();
    await act(() => steppedUp());
    expect(work).toHaveBeenCalledTimes(1);
  });
  test('the page of the high level says why, proves, and leads back without a page between', async () => {
    await signIn({}, { '/api/me/real-name/high': { ticket: 't'.repeat(22), validFor: 600, sandbox: true } });
    pages.push({ route: 'packages/perks/offer/index' });
    const work = refuseOnce();
    const { result } = renderHook(() => useAction(work));
    await act(() => result.current.run());
    routerParams.again = '1';
    render(<High />);
    expect(await screen.findByText('这一步办了就收不回', { exact: false })).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: '用网号网证认证' }));
    fireEvent.click(await screen.findByRole('button', { name: '模拟通过' }));
    await waitFor(() => expect(work).toHaveBeenCalledTimes(2));
    expect(pages.at(-1)?.route).toBe('packages/perks/offer/index');
  });
});

test('after a log-out nothing of the person stays in memory or in the store', async () => {
  await signIn({});
  await useSession.getState().logout(false);
  expect(useAccount.getState().me.data).toBeNull();
  expect(store.has('bh.refresh')).toBe(false);
  expect(useSession.getState().state).toBe('guest');
});
test('an answer that comes after its owner has gone is dropped; of two that overlap the last one asked wins', async () => {
  let slot: Remote<string> = nothing();
  const into = fetcher<string>((change) => {
    slot = change(slot);
  });
  const answers: ((v: string) => void)[] = [];
  const ask = () => into(() => new Promise<string>((done) => answers.push(done)));
  const first = ask();
  const second = ask();
  answers[1]?.('second');
  answers[0]?.('first');
  await Promise.all([first, second]);
  expect(slot.data).toBe('second');
  slot = nothing();
  const late = ask();
  personChanged();
  answers[2]?.('of the one before');
  await late;
  expect(slot.data).toBeNull();
});
test('an action that is tapped twice before anything was drawn runs once; its refusal is kept until the next try', async () => {
  let runs = 0;
  const { result } = renderHook(() =>
    useAction(async () => {
      runs++;
      await Promise.resolve();
      if (runs === 1) throw new ApiError('network');
    }),
  );
  await act(async () => {
    await Promise.all([result.current.run(), result.current.run()]);
  });
  expect(runs).toBe(1);
  expect(result.current.error?.code).toBe('network');
  await act(() => result.current.run());
  expect(result.current.error).toBeNull();
});
