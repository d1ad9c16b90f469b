import net from 'node:net';

const WINDOW_MS = 10_000;
const MOST_ADDRESSES = 50_000;

/** One household or phone: an IPv6 host has a whole /64 to choose from. */
function blockOf(address: string): string {
  if (!net.isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = address.includes('::') ? [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right] : left;
  return groups.slice(0, 4).join(':');
}

/** Requests of one address in ten seconds, in this process only: keeps one caller from crowding out the others, and guards nothing else. */
export class FloodLimit {
  private counts = new Map<string, number>();
  private endsAt = 0;

  /** @param max 0 turns it off */
  constructor(private readonly max: number) {}

  /** 0 when let through, else seconds until the window ends. */
  take(address: string, now = performance.now()): number {
    if (this.max === 0) return 0;
    if (now >= this.endsAt || this.counts.size >= MOST_ADDRESSES) {
      this.counts = new Map();
      this.endsAt = now + WINDOW_MS;
    }
    const block = blockOf(address);
    const n = (this.counts.get(block) ?? 0) + 1;
    this.counts.set(block, n);
    return n <= this.max ? 0 : Math.max(1, Math.ceil((this.endsAt - now) / 1000));
  }
}
