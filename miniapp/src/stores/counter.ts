import { confirm, type RedemptionView, release, reverse, type ScanReply, scan, today } from '@binhai/shared/contract/counter';
import type { InputOf, ReplyOf } from '@binhai/shared/contract/http';
import type * as z from 'zod/mini';
import { create } from 'zustand';
import { ApiError, call } from '../api/client';
import { requestId } from '../platform/crypto';
import { terminalId } from '../platform/device';
import { storage } from '../platform/storage';
import { fetcher, nothing, onPersonChange, type Remote } from './remote';

export type Lock = z.infer<typeof ScanReply>;
export type Today = ReplyOf<typeof today>;
export type Redemption = RedemptionView;
type Confirmation = InputOf<typeof confirm>['body'];
type ReversalAsked = Pick<InputOf<typeof reverse>['body'], 'redemptionId' | 'heads' | 'reason'>;

interface Counter {
  lock: Lock | null;
  result: Redemption | null;
  /** A confirmation nobody answered: it is asked again with the same id before anything else is redeemed (VCH-4). */
  pending: Confirmation | null;
  today: Remote<Today>;
  /** All of these throw ApiError. */
  scan: (code: string) => Promise<void>;
  confirm: (input: { amountFen: number | null; heads: number | null }) => Promise<void>;
  /** Asks for the answer of the pending confirmation. */
  recover: () => Promise<void>;
  release: () => Promise<void>;
  reverse: (asked: ReversalAsked) => Promise<Redemption>;
  loadToday: () => Promise<void>;
  moreToday: () => Promise<void>;
  /** Ready for the next customer. */
  next: () => void;
}
/** No answer came, so nobody knows whether it happened; any refusal of the server is an answer. */
const unanswered = (e: unknown): boolean => e instanceof ApiError && e.retryable && !['voucher_locked', 'auth_attempts_limit'].includes(e.code);

/** One intent, one id: the same code scanned again after a lost reply is the same scan. */
let scanned: { code: string; id: string } | null = null;
let reversing: { key: string; id: string } | null = null;

export const useCounter = create<Counter>((set, get) => {
  const into = fetcher<Today>((change) => set((s) => ({ today: change(s.today) })));
  const ask = async (body: Confirmation): Promise<void> => {
    storage.set('counter-pending', body);
    set({ pending: body });
    const settled = () => {
      storage.remove('counter-pending');
      set({ pending: null });
    };
    try {
      const result = await call(confirm, { body });
      settled();
      set({ result, lock: null });
    } catch (e) {
      if (!unanswered(e)) settled();
      throw e;
    }
  };
  return {
    lock: null,
    result: null,
    pending: storage.get<Confirmation>('counter-pending') ?? null,
    today: nothing(),
    scan: async (code) => {
      if (scanned?.code !== code) scanned = { code, id: requestId() };
      const { id } = scanned;
      try {
        const lock = await call(scan, { body: { terminal: terminalId(), requestId: id, code } });
        scanned = null;
        set({ lock, result: null });
      } catch (e) {
        if (!unanswered(e)) scanned = null;
        throw e;
      }
    },
    confirm: async ({ amountFen, heads }) => {
      const { lock, pending } = get();
      if (pending) return ask(pending);
      if (lock) await ask({ terminal: terminalId(), requestId: requestId(), lockId: lock.lockId, amountFen, heads });
    },
    recover: async () => {
      const { pending } = get();
      if (pending) await ask(pending);
    },
    release: async () => {
      const { lock } = get();
      if (lock) await call(release, { body: { terminal: terminalId(), lockId: lock.lockId } });
      set({ lock: null });
    },
    reverse: async (asked) => {
      const key = JSON.stringify(asked);
      if (reversing?.key !== key) reversing = { key, id: requestId() };
      const done = await call(reverse, { body: { terminal: terminalId(), requestId: reversing.id, ...asked } });
      reversing = null;
      return done;
    },
    loadToday: async () => {
      await into(() => call(today, { query: {} }));
    },
    moreToday: async () => {
      const old = get().today.data;
      if (!old?.next || get().today.busy) return;
      const after = old.next;
      await into(async () => {
        const page = await call(today, { query: { after } });
        return { ...page, items: [...old.items, ...page.items] };
      });
    },
    next: () => set({ lock: null, result: null }),
  };
});
onPersonChange(() => useCounter.setState({ lock: null, result: null, today: nothing() }));
