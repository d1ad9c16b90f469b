import type { ParkingHome } from '@binhai/shared/contract/parking';
import { beforeEach, expect, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import Lots from '../../src/packages/mobility/lots/index';
import Parking from '../../src/packages/mobility/parking/index';
import ParkingOpen from '../../src/packages/mobility/parking-open/index';
import Plate from '../../src/packages/mobility/plate/index';
import Trips from '../../src/packages/mobility/trips/index';
import { routerParams } from '../stubs/taro';
import { asked, bodies, CONSENT_TEXT, refusal, reset, serve, signIn } from './world';

const CAR = { id: 'p1', plate: '津AD20375', kind: 'nev_small', state: 'registered', payLater: false, claimedUntil: null } as const;
const HOME: ParkingHome = {
  plates: [],
  live: [],
  doubts: [],
  operators: [],
  lots: 9,
  year: 2026,
  savedFen: 0,
  uses: 0,
  bills: [],
  payLaterPaused: false,
};
const operator = (id: string, name: string) => ({
  id,
  name,
  perk: '首 2 小时免费',
  qualifies: '不限等级',
  tariff: '每小时 5 元',
  payLater: true,
  lots: [{ id: `${id}-1`, name: `${name}一号`, address: '示例路' }],
  consent: CONSENT_TEXT,
});
const LIST = { items: [operator('a', '示例停车甲'), operator('b', '示例停车乙')], lots: 2 };
const opened = (over: Partial<ParkingHome> = {}, more: Record<string, unknown> = {}) =>
  signIn({}, { '/api/parking': { ...HOME, plates: [CAR], ...over }, '/api/parking/operators': LIST, ...more });
/** What was sent last, beside what is only fetched. */
const said = (): unknown => JSON.parse(bodies.filter((b) => b !== '').at(-1) ?? 'null');
const sent = (request: string) => asked.filter((a) => a === request).length;
beforeEach(reset);

test('a guest is told what it is, and where it works', async () => {
  serve({ '/api/parking/operators': LIST });
  render(<Parking />);
  expect(await screen.findByText('停车优惠按车牌认')).toBeInTheDocument();
  render(<Lots />);
  expect(await screen.findByText('示例停车甲一号')).toBeInTheDocument();
  expect(sent('GET /api/parking')).toBe(0);
});
test('opening: the keys, a tick of its own for each operator, one request with those alone', async () => {
  await opened({ plates: [] }, { 'POST /api/parking/plates': { ...CAR } });
  render(<ParkingOpen />);
  fireEvent.click(await screen.findByText('N'));
  fireEvent.click(screen.getByText('登记车牌'));
  expect(await screen.findByText('车牌号不对，再核对一遍')).toBeInTheDocument();
  for (const k of '6K218') fireEvent.click(screen.getByText(k));
  fireEvent.click(await screen.findByLabelText(/^示例停车乙/));
  fireEvent.click(await screen.findByText('同意给 1 家并开通'));
  await waitFor(() => expect(sent('POST /api/parking/plates')).toBe(1));
  expect(said()).toMatchObject({ plate: '津N6K218', operators: [{ operatorId: 'b', textVersion: CONSENT_TEXT.version }] });
});
test('a plate somebody else has: said at the field, with the way to prove', async () => {
  await opened({ plates: [] }, { 'POST /api/parking/plates': () => refusal('parking_plate_taken', 409) });
  render(<ParkingOpen />);
  for (const k of 'N6K218') fireEvent.click(await screen.findByText(k));
  fireEvent.click(screen.getByText('登记车牌'));
  expect(await screen.findByText('核实车是我的')).toBeInTheDocument();
});
test('registered: the discount and nothing else; verified: place, time, what is free', async () => {
  await opened({ savedFen: 12_600, uses: 14 });
  const { unmount } = render(<Parking />);
  expect(await screen.findByText('离场有优惠，不显示在场和行程')).toBeInTheDocument();
  expect(screen.getByText('只有两个合计数，没有时间和地点。')).toBeInTheDocument();
  expect(screen.getByText('126 元')).toBeInTheDocument();
  unmount();
  const enteredAt = new Date(Date.now() - 77 * 60_000).toISOString();
  await opened({ plates: [{ ...CAR, state: 'verified' }], live: [{ plateId: 'p1', plate: CAR.plate, lot: '示例停车甲一号', enteredAt, freeMinutes: 120 }] });
  render(<Parking />);
  expect(await screen.findByText(/^1:1[67]$/)).toBeInTheDocument();
  expect(screen.getByText(/已停，还可免费 4[34] 分钟/)).toBeInTheDocument();
});
test('two places at once: one is chosen, the answer goes out', async () => {
  const doubts = [
    {
      plateId: 'p1',
      plate: CAR.plate,
      places: [
        { eventId: 'e1', lot: '甲', enteredAt: '2026-11-25T00:00:00Z' },
        { eventId: 'e2', lot: '乙', enteredAt: '2026-11-25T00:05:00Z' },
      ],
    },
  ];
  await opened({ doubts }, { 'POST /api/parking/plates/p1/doubt': { done: true } });
  render(<Parking />);
  fireEvent.click(await screen.findByLabelText(/^乙/));
  fireEvent.click(screen.getByText('就是这一辆'));
  await waitFor(() => expect(said()).toEqual({ eventId: 'e2' }));
});
test('a bill is paid with the sum that was shown; a refusal is said in the sheet', async () => {
  const bills = [{ id: 'b1', operator: '示例停车甲', day: '2026-11-20', payFen: 500, dueOn: '2026-11-27', overdue: true }];
  let n = 0;
  await opened(
    { bills },
    { 'POST /api/parking/bills/b1/payment': () => (n++ === 0 ? refusal('parking_payment_failed', 409, true) : { paidAt: '2026-11-25T00:00:00Z' }) },
  );
  render(<Parking />);
  fireEvent.click(await screen.findByText('付 5.00 元'));
  const pay = () => fireEvent.click(screen.getAllByText('付 5.00 元').at(-1) as HTMLElement);
  pay();
  expect(await screen.findByText('这是原因')).toBeInTheDocument();
  pay();
  await waitFor(() => expect(n).toBe(2));
  expect(said()).toEqual({ payFen: 500 });
});
test('a plate: proof after a word on what goes out; waiting for the one before is said with its day; unbinding asks once', async () => {
  routerParams.id = 'p1';
  await opened({}, { 'POST /api/parking/proofs': { outcome: 'waiting', until: '2026-12-02T02:00:00Z' }, 'DELETE /api/parking/plates/p1': { done: true } });
  render(<Plate />);
  fireEvent.click(await screen.findByText('核实这辆车'));
  expect(await screen.findByText('车牌、姓名、证件号码，只用这一次')).toBeInTheDocument();
  fireEvent.click(screen.getByText('同意并核实'));
  expect(await screen.findByText(/12 月 2 日前可以答复/)).toBeInTheDocument();
  fireEvent.click(screen.getByText('解绑这个车牌'));
  fireEvent.click(await screen.findByText('解绑'));
  await waitFor(() => expect(sent('DELETE /api/parking/plates/p1')).toBe(1));
});
test('trips: what was saved, what has no exit; none at all', async () => {
  const trip = {
    id: 't1',
    plate: CAR.plate,
    lot: '示例停车甲一号',
    day: '2026-11-22',
    enteredAt: null,
    leftAt: null,
    seconds: 11_100,
    state: 'left',
    reliefFen: 1000,
    payFen: 500,
  };
  await opened(
    {},
    { '/api/parking/trips': { items: [trip, { ...trip, id: 't2', seconds: null, state: 'unknown_end', reliefFen: null, payFen: null }], next: null } },
  );
  const { unmount } = render(<Trips />);
  expect(await screen.findByText(/11 月 22 日\s停 3 小时 05 分/)).toBeInTheDocument();
  expect(screen.getByText(/11 月 22 日\s离场没有记录/)).toBeInTheDocument();
  expect(screen.getByText('−10.00')).toBeInTheDocument();
  unmount();
  await opened({}, { '/api/parking/trips': { items: [], next: null } });
  render(<Trips />);
  expect(await screen.findByText('没有停车记录')).toBeInTheDocument();
});
