import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { disarmFaults } from '../platform/faults.js';
import { type TestApp, testApp } from './test-app.js';
import { audit, claim, phone, requestId, type TermsOver, type TestPhone, type TestShop, testMember, testOffer, testShop } from './test-offers.js';
import { type TestPerson, testPerson } from './test-person.js';

export interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown> & { code?: string; lockId: string; id: string; detail?: Record<string, string> };
}
export interface Held extends TestPhone {
  readonly offer: string;
  readonly id: string;
}
export const HEADS = { kind: 'heads', priceFen: 8000, payPercent: 80, maxHeads: 3 } as const;

/** A counter with a clerk, a manager and, for each test, a new customer; after each test the stock of every offer must add up. Sets the spec's hooks. */
export function testCounter(name: string) {
  let app: TestApp;
  let ours: TestShop;
  let staff: { clerk: TestPerson; manager: TestPerson };
  let customer: TestPerson;
  const t = () => app;
  const shop = () => ours;
  const clerk = () => staff.clerk;
  const manager = () => staff.manager;
  const me = () => customer;
  const db = () => app.app.get<Connection>(getConnectionToken());
  const clock = () => app.app.get(Clock, { strict: false });
  /** Sends the clock to this instant. */
  const at = (text: string) => clock().set(new Date(text));
  beforeAll(async () => {
    app = await testApp(name);
    ours = await testShop(app);
    staff = { clerk: await testMember(app, ours), manager: await testMember(app, ours, 'manager') };
  });
  beforeEach(async () => {
    at('2026-11-25T10:00:05+08:00');
    customer = await testPerson(app);
  });
  afterEach(async () => {
    disarmFaults();
    expect(await audit(app)).toEqual([]);
    clock().set(null);
  });
  afterAll(() => app?.close());

  const post = async (path: string, body: object, who: TestPerson = clerk()) =>
    (await t().send('POST', `/api/counter/${path}`, { token: who.token, body })) as unknown as Reply;
  const scan = (code: string, over: { terminal?: string; requestId?: string; who?: TestPerson } = {}) =>
    post('scans', { terminal: over.terminal ?? 'T-001', requestId: over.requestId ?? requestId(), code }, over.who);
  const confirm = (lockId: string, over: { terminal?: string; requestId?: string; amountFen?: number; heads?: number; who?: TestPerson } = {}) =>
    post(
      'confirmations',
      { terminal: over.terminal ?? 'T-001', requestId: over.requestId ?? requestId(), lockId, amountFen: over.amountFen ?? null, heads: over.heads ?? null },
      over.who,
    );
  const release = (lockId: string, terminal = 'T-001') => post('releases', { terminal, lockId });
  const reverse = (redemptionId: string, over: { heads?: number; requestId?: string; reason?: string; who?: TestPerson } = {}) =>
    post(
      'reversals',
      { terminal: 'T-001', requestId: over.requestId ?? requestId(), redemptionId, heads: over.heads ?? null, reason: over.reason ?? '人数录多了' },
      over.who ?? manager(),
    );
  async function voucher(over: TermsOver = {}, who: TestPerson = me(), of: TestShop = shop()): Promise<Held> {
    const offer = await testOffer(t(), of, over);
    const { body } = await claim(t(), who, offer);
    return { ...(await phone(t(), who, body.id)), offer, id: body.id };
  }
  const view = async (v: Held, who: TestPerson = me()) =>
    (await t().send('GET', `/api/perks/vouchers/${v.id}`, { token: who.token })).body as Record<string, unknown>;
  const stock = (v: Held) => db().collection<{ _id: string }>('offer_stock').findOne({ _id: v.offer });
  const code = ({ status, body }: Reply) => body.code ?? status;
  const redeemed = async (v: Held, over: { heads?: number; amountFen?: number } = {}) => confirm((await scan(v.qr())).body.lockId, over);
  return { t, shop, clerk, manager, me, db, clock, at, post, scan, confirm, release, reverse, voucher, view, stock, code, redeemed };
}
