import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { qrText } from '@binhai/shared/rules/voucher-code';
import { CounterService } from '../counter/counter.service.js';
import { ClaimsService } from '../perks/claims.service.js';
import { OffersService } from '../perks/offers.service.js';
import { hmacSha256, VoucherKeys } from '../perks/voucher-keys.js';
import { VouchersService } from '../perks/vouchers.service.js';
import { Clock } from '../platform/clock.js';
import { asResident, atWork, idOf, onDay } from './actors.js';
import type { Seeder } from './seeder.js';

interface DemoVoucher {
  readonly who: string;
  readonly offer: string;
  readonly daysAgo: number;
  /** Redeemed at once by this clerk; else it may still be shown. */
  readonly clerk?: string;
}
const DEMO_VOUCHERS: readonly DemoVoucher[] = [
  { who: 'exemplary', offer: 'coast-park-locker', daysAgo: 5, clerk: 'clerk' },
  { who: 'exemplary', offer: 'books-88', daysAgo: 2 },
  { who: 'exemplary', offer: 'theatre-60', daysAgo: 0 },
  { who: 'excellent', offer: 'coast-park-locker', daysAgo: 0, clerk: 'clerk' },
];
const TERMINAL = 'T-DEMO';

/** Vouchers as people claim them and a clerk redeems them, so that 我的券 and a shop's day have something in them. Safe to run again after it was cut. */
export const seedVouchers: Seeder = async (app) => {
  const get = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type, { strict: false });
  const [claims, offers, vouchers, keys, counter, clock] = [
    get(ClaimsService),
    get(OffersService),
    get(VouchersService),
    get(VoucherKeys),
    get(CounterService),
    get(Clock),
  ];
  const one = async (v: DemoVoucher): Promise<void> => {
    const resident = asResident(await idOf(app, v.who));
    const requestId = `seed-${v.who}-${v.offer}`;
    const { version: offerVersion } = await offers.fresh(v.offer);
    const claimed = await claims.claim(resident, { params: { id: v.offer }, body: { offerVersion, consentTextVersion: null, requestId } });
    const held = await vouchers.byRequest(resident.personId, requestId);
    if (v.clerk === undefined || claimed.state === 'redeemed' || !held) return;
    const clerk = await atWork(app, v.clerk);
    const code = qrText({ codeId: held.codeId, key: keys.secretOf(held), atMs: clock.ms(), synced: true }, hmacSha256);
    const at = { terminal: TERMINAL, requestId };
    const { lockId } = await counter.scan(clerk, { body: { ...at, code } });
    await counter.confirm(clerk, { body: { ...at, lockId, amountFen: null, heads: null } });
  };
  const today = localDateOf(clock.ms());
  for (const v of DEMO_VOUCHERS) await (v.daysAgo === 0 ? one(v) : onDay(app, addDays(today, -v.daysAgo), () => one(v)));
  return [];
};
