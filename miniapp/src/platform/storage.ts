// The phone's key-value store. WeChat gives 1 MiB a key and 10 MiB in all; real phones refuse earlier than the simulator, and a browser may
// refuse altogether. No identity number, record or report is ever written here.
import Taro from '@tarojs/taro';

/** Essential keys are never given up for room: without them a person is logged out or a voucher cannot be shown. */
const ESSENTIAL = ['refresh', 'installation', 'device', 'voucher-secrets', 'claim-pending', 'counter-pending', 'counter-terminal'] as const;
/** Given up, oldest first, when the store is full. */
const EXPENDABLE = ['offers', 'vouchers', 'draft', 'recent-searches', 'return-to', 'notices', 'tree-head', 'scroll'] as const;
export type StorageKey = (typeof ESSENTIAL)[number] | (typeof EXPENDABLE)[number];
/** What belongs to no person and stays after a log-out. */
const IMPERSONAL: readonly StorageKey[] = ['installation', 'device', 'offers', 'notices', 'tree-head', 'counter-terminal', 'counter-pending'];
/** UTF-16 units, at most three bytes each: stays below 512 KiB a key. */
const KEY_LIMIT = 170_000;

const PREFIX = 'bh.';
type Entry = { at: number; value: unknown };
/** What could not be written lives as long as the app is open: log-in, claiming and showing a voucher work without a store. */
const memory = new Map<StorageKey, Entry>();

function read(key: StorageKey): Entry | undefined {
  if (memory.has(key)) return memory.get(key);
  try {
    const raw: unknown = Taro.getStorageSync(PREFIX + key);
    if (typeof raw !== 'string' || !raw) return undefined;
    return JSON.parse(raw) as Entry;
  } catch {
    return undefined; // unreadable is as good as absent: the value is fetched anew
  }
}
function write(key: StorageKey, entry: Entry): boolean {
  const text = JSON.stringify(entry);
  if (text.length > KEY_LIMIT) return false;
  try {
    Taro.setStorageSync(PREFIX + key, text);
    return true;
  } catch {
    return false;
  }
}
function drop(key: StorageKey): void {
  memory.delete(key);
  try {
    Taro.removeStorageSync(PREFIX + key);
  } catch {
    // a store that cannot even forget holds nothing we could write either
  }
}
const oldestExpendable = (but: StorageKey): StorageKey | undefined =>
  EXPENDABLE.filter((k) => k !== but && !memory.has(k))
    .map((k) => ({ k, at: read(k)?.at }))
    .filter((e): e is { k: (typeof EXPENDABLE)[number]; at: number } => e.at !== undefined)
    .sort((a, b) => a.at - b.at)[0]?.k;

export const storage = {
  get: <T>(key: StorageKey): T | undefined => read(key)?.value as T | undefined,
  /** Milliseconds since the epoch when the key was last written. */
  savedAt: (key: StorageKey): number | undefined => read(key)?.at,
  /** Never throws. Makes room by giving up the oldest expendable keys; failing that, keeps the value until the app closes. */
  set(key: StorageKey, value: unknown): void {
    const entry: Entry = { at: Date.now(), value };
    memory.delete(key);
    for (;;) {
      if (write(key, entry)) return;
      const victim = oldestExpendable(key);
      if (!victim) break;
      drop(victim);
    }
    memory.set(key, entry);
  },
  remove: drop,
  /** On log-out: no key with anything personal is left. */
  forgetPerson(): void {
    for (const key of [...ESSENTIAL, ...EXPENDABLE]) if (!IMPERSONAL.includes(key)) drop(key);
  },
};
