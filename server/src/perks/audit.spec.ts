import { expect, test } from '@jest/globals';
import { testCounter } from '../testing/test-counter.js';
import { audit } from '../testing/test-offers.js';
import { audit as command } from './audit-cli.js';

const { t, db, voucher, redeemed } = testCounter('audit');
const stocks = () => db().collection<{ _id: string }>('offer_stock');
const vouchers = () => db().collection<{ _id: string }>('vouchers');

test('what does not add up is found, each in its own words, and nothing else', async () => {
  const [a, b] = [await voucher(), await voucher()];
  const done = await voucher();
  await redeemed(done);
  expect(await audit(t())).toEqual([]);
  const plant = async (change: () => Promise<unknown>, undo: () => Promise<unknown>, ...want: string[]) => {
    await change();
    expect((await audit(t())).map((f) => f.what)).toEqual(want);
    await undo();
    expect(await audit(t())).toEqual([]);
  };
  const stock = (id: string, field: string, n: number) => () => stocks().updateOne({ _id: id }, { $inc: { [field]: n } });
  await plant(stock(a.offer, 'left', -1), stock(a.offer, 'left', 1), 'left = total - issued');
  await plant(stock(a.offer, 'issued', 1), stock(a.offer, 'issued', -1), 'issued = units held by vouchers', 'left = total - issued');
  await plant(stock(b.offer, 'days.2026-11-25', 1), stock(b.offer, 'days.2026-11-25', -1), 'issued on 2026-11-25');
  await plant(stock(b.offer, 'offerVersion', 1), stock(b.offer, 'offerVersion', -1), 'version of the stock');
  const holds = (set: object) => () => vouchers().updateOne({ _id: done.id }, set);
  await plant(holds({ $unset: { holds: '' } }), holds({ $set: { holds: true } }), 'vouchers redeemed that hold too much or too little');
});
test('the command prints what it found, and counts it', async () => {
  const v = await voucher();
  const lines: string[] = [];
  const uri = t().uri;
  expect(await command(uri, (l) => lines.push(l))).toBe(0);
  expect(lines.at(-1)).toMatch(/^\d+ offers, \d+ vouchers, 0 discrepancies$/);
  await stocks().updateOne({ _id: v.offer }, { $inc: { left: 2 } });
  expect(await command(uri, (l) => lines.push(l))).toBe(1);
  expect(lines.at(-2)).toBe(`${v.offer}: left = total - issued: expected 99, found 101`);
  await stocks().updateOne({ _id: v.offer }, { $inc: { left: -2 } });
});
