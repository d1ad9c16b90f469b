import { createHash, createPublicKey, verify } from 'node:crypto';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { DAY_KEPT_DAYS, type partnerDays, type partnerDifferences } from '@binhai/shared/contract/partner-days';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { newId } from '../platform/id.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { HEADS, testCounter } from '../testing/test-counter.js';
import { TestOperator } from '../testing/test-deposit.js';
import { testGate } from '../testing/test-gate.js';
import { codeOf } from '../testing/test-login.js';
import { freshNumber } from '../testing/test-number.js';
import { freshPlate, openParking } from '../testing/test-parking.js';
import { type TestPartner, testPartner } from '../testing/test-partner.js';
import { testPerson } from '../testing/test-person.js';
import { PartnerDays } from './days.service.js';
import { PartnerDifferences } from './differences.service.js';

// The daily file of a partner: what of its own was booked that day, made once, signed, nothing personal
const { t, shop, me, db, clock, at, voucher, reverse } = testCounter('partner_days');
type Day = ReplyOf<typeof partnerDays>['items'][number];
const DAY = '2026-11-25';
const jobs = () => t().app.get(Jobs, { strict: false });
const days = () => t().app.get(PartnerDays, { strict: false });
const list = async (p: TestPartner) => ((await p.send('GET', '/api/partner/v1/days')).body as unknown as ReplyOf<typeof partnerDays>).items;
const fileOf = (p: TestPartner, day = DAY) => p.send('GET', `/api/partner/v1/days/${day}/file`);
const rows = async (p: TestPartner, day = DAY) => {
  const r = await fileOf(p, day);
  expect([r.status, r.headers['content-type']]).toEqual([200, 'text/csv']);
  return parse(r.body as unknown as Buffer, { bom: true, columns: true }) as Record<string, string>[];
};
/** The night after: the schedule makes what is due. */
async function night(when = '2026-11-26T00:25:00+08:00'): Promise<void> {
  at(when);
  await jobs().enqueue('partners.days', { slot: when.slice(0, 10) });
  await jobs().drain();
}
const told = (r: Record<string, string>) => [r.kind, r.event, r.number, r.heads, r.fee_fen, r.relief_fen, r.pay_fen];

describe('what was booked', () => {
  test('at a gate: orders and credits, to the fen', async () => {
    at(`${DAY}T08:00:00+08:00`);
    const gate = await testGate(t());
    const person = await testPerson(t(), { number: freshNumber(), name: '周示例宁' });
    const plate = freshPlate();
    await openParking(t(), person, plate, [gate.id]);
    const stay = async (from: string, to: string, orderId: string, how: 'leave' | 'credit') => {
      at(`${DAY}T${from}:00+08:00`);
      await gate.enter(plate, `${DAY}T${from}:00+08:00`);
      at(`${DAY}T${to}:00+08:00`);
      return gate[how](plate, `${DAY}T${to}:00+08:00`, { orderId, feeFen: 1500 });
    };
    expect((await stay('09:00', '12:00', 'order-1', 'leave')).body).toMatchObject({ verdict: 'yes', reliefFen: 1000 });
    expect((await stay('13:00', '16:00', 'order-2', 'credit')).body).toMatchObject({ verdict: 'yes', creditFen: 1000 });
    // the answer to the first was lost: the operator charged everything and gives the relief back
    expect((await gate.credit(plate, `${DAY}T12:00:00+08:00`, { orderId: 'order-1', feeFen: 1500 })).body).toMatchObject({ creditFen: 1000 });
    await night();
    const lines = await rows(gate.partner);
    expect(lines.map(told)).toEqual([
      ['parking', 'order', 'order-1', '', '1500', '1000', '500'],
      ['parking', 'credit', 'order-2', '', '1500', '1000', '500'],
      ['parking', 'credit', 'order-1', '', '', '', ''],
      ['total', '', '', '3', '', '2000', ''],
    ]);
    const text = String((await fileOf(gate.partner)).body);
    for (const personal of [person.id, plate, '周示例宁', gate.lot]) expect(text).not.toContain(personal);
  });
  test('what was paid later is told on the day of the payment, its relief on the day of the order', async () => {
    at(`${DAY}T09:00:00+08:00`);
    const gate = await testGate(t(), { payLater: true });
    const person = await testPerson(t(), { number: freshNumber(), name: '周示例宁' });
    const plate = freshPlate();
    await openParking(t(), person, plate, [gate.id], true);
    await gate.enter(plate, `${DAY}T09:00:00+08:00`);
    at(`${DAY}T12:00:00+08:00`);
    expect((await gate.leave(plate, `${DAY}T12:00:00+08:00`, { orderId: 'later-1' })).body).toMatchObject({ payLater: true });
    at('2026-11-26T09:00:00+08:00');
    const bill = await db().collection<{ _id: string; orderId: string }>('parking_orders').findOne({ orderId: 'later-1' });
    const paid = await t().send('POST', `/api/parking/bills/${bill?._id}/payment`, { token: person.token, body: { payFen: 500 } });
    expect(paid.status).toBe(200);
    await night('2026-11-27T00:25:00+08:00');
    expect((await rows(gate.partner)).map(told)[0]).toEqual(['parking', 'order', 'later-1', '', '1500', '1000', '500']);
    expect((await rows(gate.partner, '2026-11-26')).map(told)[0]).toEqual(['parking', 'paid', 'later-1', '', '', '', '500']);
  });
  test('of 免押: the numbers that were let in, and the ends that were reported', async () => {
    at(`${DAY}T09:00:00+08:00`);
    const op = await TestOperator.of(t());
    const { authorisation } = await op.authorised(me());
    const send = (path: string, body: object) => op.partner.send('POST', `/api/partner/v1/deposit/${path}`, { body });
    await send('orders', { authorisation, order: 'ride-1', startedAt: clock().now().toISOString() });
    await send('orders', { authorisation: newId(), order: 'ride-2', startedAt: clock().now().toISOString() }); // not now: nothing is kept of it
    at(`${DAY}T09:40:00+08:00`);
    await send('order-ends', { order: 'ride-1', endedAt: clock().now().toISOString(), depositReleased: true });
    await night();
    expect((await rows(op.partner)).map((r) => told(r).slice(0, 3))).toEqual([
      ['deposit', 'start', 'ride-1'],
      ['deposit', 'end', 'ride-1'],
      ['total', '', ''],
    ]);
  });
  test('at a ticket gate: entries, and what a manager took back', async () => {
    at(`${DAY}T10:00:05+08:00`);
    const office = await testPartner(t(), {
      id: shop().organisationId,
      kind: 'travel',
      purposes: [{ purpose: 'perk_ticket', statement: '验票时判断，不作他用', minGrade: null }],
    });
    const v = await voucher({ benefit: HEADS });
    const body = { eventId: 'entry-0001', offer: v.offer, shop: shop().shopId, code: v.qr(), heads: 3, amountFen: null };
    const { entry } = (await office.send('POST', '/api/partner/v1/tickets/entries', { body })).body as { entry: string };
    await reverse(entry, { heads: 1 });
    await night();
    const lines = await rows(office);
    expect(lines.map(told)).toEqual([
      ['ticket', 'entry', 'entry-0001', '3', '24000', '4800', '19200'],
      ['ticket', 'reversal', 'entry-0001', '-1', '', '-1600', '-6400'],
      ['total', '', '', '2', '', '3200', ''],
    ]);
    expect(lines[0]?.ours).toBe(entry);
  });
});

describe('the file', () => {
  let partner: TestPartner;
  beforeEach(async () => {
    at('2026-11-25T10:00:05+08:00');
    partner = await testPartner(t());
  });
  test('is there from the night on, says how much it holds, and is signed by us', async () => {
    expect(codeOf(await fileOf(partner))).toBe('partner_day_unknown');
    await night();
    const [day] = await list(partner);
    expect(day).toMatchObject({ day: DAY, lines: 0, reliefFen: 0 });
    const { sha256, keyId, signature } = day as Day;
    const bytes = (await fileOf(partner)).body as unknown as Buffer;
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    const { items } = (await t().send('GET', '/api/partner/v1/our-keys', {})).body as { items: { keyId: string; publicKey: string }[] };
    const x = items.find((k) => k.keyId === keyId)?.publicKey ?? '';
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    expect(verify(null, Buffer.from(`${partner.id}|${DAY}|${sha256}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  });
  test('is made once however many make it, and made up when a night was missed', async () => {
    await Promise.all([night(), days().make(partner.id, DAY), days().make(partner.id, DAY)]);
    const [first] = await list(partner);
    at('2026-11-29T00:30:00+08:00');
    await night('2026-11-29T00:30:00+08:00');
    const after = await list(partner);
    expect(after.map((d) => d.day)).toEqual(['2026-11-28', '2026-11-27', '2026-11-26', DAY]);
    expect(after.at(-1)).toEqual(first);
    expect(
      await db()
        .collection('files')
        .countDocuments({ purpose: 'partner_day', name: `reconciliation-${partner.id}-${DAY}.csv`, whole: true }),
    ).toBe(1);
  });
  test('is nobody else’s, and gone after a month', async () => {
    await night();
    const other = await testPartner(t());
    expect((await fileOf(partner)).status).toBe(200);
    expect(codeOf(await fileOf(other))).toBe('partner_day_unknown');
    clock().set(new Date(clock().ms() + (DAY_KEPT_DAYS + 1) * 86_400_000));
    expect(codeOf(await fileOf(partner))).toBe('partner_day_unknown');
    expect(await list(partner)).toEqual([]);
  });
  test('a number that a spreadsheet would run is led by an apostrophe', async () => {
    const mine = partner.id;
    days().from(async function* (id) {
      if (id !== mine) return;
      for (const number of ['-1+2', '=1+1', '@x', '+8'])
        yield { kind: 'ticket', event: 'entry', number, ours: '', at: new Date(0), heads: null, feeFen: null, reliefFen: -1, payFen: null };
    });
    await night();
    const lines = await rows(partner);
    expect(lines.map((r) => r.number)).toEqual(["'-1+2", "'=1+1", "'@x", "'+8", '']);
    expect(lines.at(-1)).toMatchObject({ heads: '4', relief_fen: '-4' }); // a sum stays a number
  });
});

describe('a difference', () => {
  const ITEM = { kind: 'parking', event: 'order', number: 'order-9', what: 'not_here', reliefFen: 500 };
  test('is said once, answered once by the centre, and read by whoever said it', async () => {
    at('2026-11-25T10:00:05+08:00');
    const partner = await testPartner(t());
    await night();
    const say = (day = DAY) =>
      partner.send('POST', `/api/partner/v1/days/${day}/differences`, { body: { items: [ITEM] }, idempotencyKey: `difference-${partner.id}` });
    const first = (await say()).body as { difference: string };
    expect((await say()).body).toEqual(first);
    expect(codeOf(await say('2026-11-24'))).toBe('partner_day_unknown');
    const read = async (p: TestPartner) => ((await p.send('GET', '/api/partner/v1/differences')).body as unknown as ReplyOf<typeof partnerDifferences>).items;
    expect(await read(partner)).toMatchObject([{ ...first, day: DAY, items: [ITEM], answer: null }]);
    expect(await read(await testPartner(t()))).toEqual([]);
    const desk = t().app.get(PartnerDifferences, { strict: false });
    expect((await desk.open()).map((d) => d._id)).toContain(first.difference);
    expect(await desk.answer(first.difference, '已核对，这一笔当天没有报来')).toBe(true);
    expect(await desk.answer(first.difference, '再答一次')).toBe(false);
    expect(await read(partner)).toMatchObject([{ answer: '已核对，这一笔当天没有报来' }]);
  });
});
