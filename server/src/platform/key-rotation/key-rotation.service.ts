import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { CONFIG, type Config } from '../../config.js';
import type { SuiteName } from '../cipher-suites.js';
import { Clock } from '../clock.js';
import { FieldCipher } from '../field-cipher.js';
import { changeKeysFile, newSecret, readKeysFile } from '../keys.js';
import { Lease } from '../lease.js';
import { ACCESS_TTL } from '../tokens.js';
import { KeyReader } from './key-reader.schema.js';
import { KeyRing, type Learned, nameOf, SILENT_MS } from './key-ring.js';
import { type Progress, reseal, usedIn } from './reseal.js';

const LEASE_MS = 6000;
const WAIT_MS = 60_000;
const STEP_MS = 200;
/** Seconds a token key outlives the last token it signed. */
const TOKEN_SLACK = 120;
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
/** A rotation that cannot go on now: nothing is lost, the same command goes on from where it stands. */
export class RotationHalt extends Error {
  constructor(
    readonly stop: 'servers_behind' | 'key_in_use' | 'rotation_running',
    sentence: string,
  ) {
    super(sentence);
  }
}

/**
 * Exchanges keys while servers serve. The order is the whole point: the new key stands in the file as one that only reads; when every running
 * server has it, it is put in front and written with; when every server writes with it, what older keys sealed is sealed anew. Each step is
 * seen in the file or the data, so a command that was killed goes on by being given again.
 */
@Injectable()
export class KeyRotation {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(KeyReader.name) private readonly readers: Model<KeyReader>,
    @Inject(CONFIG) private readonly config: Config,
    private readonly ring: KeyRing,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** @param suite of the new key; that of the present one when it is not named. Throws RotationHalt. */
  async rotateField(suite: SuiteName | undefined, between: (p: Progress) => void): Promise<{ kid: string; values: number }> {
    return this.alone(async (lease) => {
      const held = readKeysFile(this.config.KEYS_FILE).field;
      if (held.some((k) => k.next) || !(await this.unfinished())) {
        this.add('field', (keys) => ({ ...newSecret(keys, 'f'), suite: suite ?? held[0]?.suite ?? 'a1', next: true }));
        await this.putInFront('field', lease);
      }
      const kid = this.current('field');
      await this.everyServer((r) => r.writes.includes(nameOf('field', kid)), lease);
      let values = 0;
      // a request under way may still end with a value of before: once more until a whole walk finds none
      for (let more = -1; more !== 0; values += more)
        more = await reseal(this.connection, this.cipher, (p) => {
          lease.assertHeld();
          between(p);
        });
      return { kid, values };
    });
  }
  /** The old key verifies until its last token has ended. Throws RotationHalt. */
  async rotateToken(): Promise<{ kid: string }> {
    return this.alone(async (lease) => {
      this.add('token', (keys) => ({ ...newSecret(keys, 't'), next: true }));
      await this.putInFront('token', lease);
      const kid = this.current('token');
      await this.everyServer((r) => r.writes.includes(nameOf('token', kid)), lease);
      return { kid };
    });
  }
  /** Takes away the field keys with which no value is sealed any more. Throws RotationHalt, and then took none away. */
  async retire(): Promise<{ kids: string[] }> {
    return this.alone(async (lease) => {
      const [current, ...older] = readKeysFile(this.config.KEYS_FILE).field.filter((k) => !k.next);
      await this.everyServer((r) => r.writes.includes(nameOf('field', current?.kid ?? '')), lease);
      for (const { kid, suite = 'a1' } of older) {
        const collection = await usedIn(this.connection, `${suite}.${kid}.`);
        if (collection) throw new RotationHalt('key_in_use', `${kid} 仍被 ${collection} 的值使用：先运行 npm run keys:rotate`);
      }
      lease.assertHeld();
      const kids = older.map((k) => k.kid);
      changeKeysFile(this.config.KEYS_FILE, (keys) => ({ ...keys, field: keys.field.filter((k) => !kids.includes(k.kid)) }));
      return { kids };
    });
  }

  /** Whether a key of before still has values: then this goes on instead of adding another key. */
  private async unfinished(): Promise<boolean> {
    const [, ...older] = readKeysFile(this.config.KEYS_FILE).field;
    for (const { kid, suite = 'a1' } of older) if (await usedIn(this.connection, `${suite}.${kid}.`)) return true;
    return false;
  }
  private add<L extends Learned>(list: L, make: (keys: ReturnType<typeof readKeysFile>[L]) => ReturnType<typeof readKeysFile>[L][number]): void {
    changeKeysFile(this.config.KEYS_FILE, (keys) => (keys[list].some((k) => k.next) ? keys : { ...keys, [list]: [...keys[list], make(keys[list])] }));
  }
  private async putInFront(list: Learned, lease: Lease): Promise<void> {
    const kid = readKeysFile(this.config.KEYS_FILE)[list].find((k) => k.next)?.kid ?? '';
    await this.everyServer((r) => r.reads.includes(nameOf(list, kid)), lease);
    lease.assertHeld();
    const now = this.clock.ms();
    const until = `${new Date(now + (ACCESS_TTL + TOKEN_SLACK) * 1000).toISOString().slice(0, 19)}Z`;
    const first = <K extends { kid: string }>(keys: readonly K[]) => keys.filter((k) => k.kid === kid);
    const rest = <K extends { kid: string }>(keys: readonly K[]) => keys.filter((k) => k.kid !== kid);
    changeKeysFile(this.config.KEYS_FILE, (keys) =>
      list === 'field'
        ? { ...keys, field: [...first(keys.field).map(({ next: _, ...k }) => k), ...rest(keys.field)] }
        : {
            ...keys,
            token: [
              ...first(keys.token).map(({ next: _, ...k }) => k),
              ...rest(keys.token)
                .filter((k) => !k.until || Date.parse(k.until) > now)
                .map((k) => ({ ...k, until: k.until ?? until })),
            ],
          },
    );
    this.ring.reload();
  }
  private current(list: Learned): string {
    this.ring.reload();
    return readKeysFile(this.config.KEYS_FILE)[list][0]?.kid ?? '';
  }
  /** Waits until it holds for every server that is not silent. */
  private async everyServer(holds: (r: KeyReader) => boolean, lease: Lease): Promise<void> {
    for (const end = performance.now() + WAIT_MS; ; await sleep(STEP_MS)) {
      lease.assertHeld();
      const running = await this.readers.find({ at: { $gt: new Date(Date.now() - SILENT_MS) } }).lean(); // a handful of documents
      const behind = running.filter((r) => !holds(r)).length;
      if (behind === 0) return;
      if (performance.now() > end)
        throw new RotationHalt('servers_behind', `${behind} 个正在运行的服务器还没有新密钥：把密钥文件发到它们那里，再运行同一个命令`);
    }
  }
  /** One command at a time; one that was killed loses its turn within seconds. */
  private async alone<T>(work: (lease: Lease) => Promise<T>): Promise<T> {
    const lease = new Lease(this.connection, 'keys.rotate', LEASE_MS);
    for (const end = performance.now() + 2 * LEASE_MS; !(await lease.take()); await sleep(STEP_MS))
      if (performance.now() > end) throw new RotationHalt('rotation_running', '另一个更换密钥的命令正在运行');
    try {
      return await work(lease);
    } finally {
      await lease.release();
    }
  }
}
