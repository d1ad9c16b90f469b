import fs from 'node:fs';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CONFIG, type Config } from '../../config.js';
import { FieldCipher } from '../field-cipher.js';
import { newId } from '../id.js';
import { KEYS, type KeysFile, readKeysFile } from '../keys.js';
import { LOG, type Log, noteOf } from '../log.js';
import { Tokens } from '../tokens.js';
import { KeyReader } from './key-reader.schema.js';

const LOOK_MS = 1000;
const ANNOUNCE_MS = 5000;
/** Milliseconds of silence after which a server counts as gone: several announcements missed, or a process that was killed. */
export const SILENT_MS = 20_000;
/** The lists of keys that a running server learns anew; the others change with a restart. */
export const LEARNED = ['field', 'token', 'hash'] as const;
export type Learned = (typeof LEARNED)[number];
export const nameOf = (list: Learned, kid: string): string => `${list} ${kid}`;

/** Watches the keys file while the server serves: it learns new keys without a restart and tells the database which ones it has. */
@Injectable()
export class KeyRing implements OnModuleDestroy {
  private readonly process = newId();
  private timer: NodeJS.Timeout | undefined;
  private text = '';
  private announcedAt = Number.NEGATIVE_INFINITY;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> | undefined;

  constructor(
    @InjectModel(KeyReader.name) private readonly readers: Model<KeyReader>,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(KEYS) private keys: KeysFile,
    @Inject(LOG) private readonly log: Log,
    private readonly cipher: FieldCipher,
    private readonly tokens: Tokens,
  ) {
    cipher.onUnknownKey = () => this.lookNow();
  }

  /** For a server that takes requests; a command does not announce itself. */
  async start(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => {
      this.looking ??= this.look().finally(() => {
        this.looking = undefined;
      });
    }, LOOK_MS).unref();
  }
  async onModuleDestroy(): Promise<void> {
    if (!this.timer) return;
    clearInterval(this.timer);
    await this.looking;
    await this.readers.deleteOne({ _id: this.process }).catch(() => undefined); // else it counts as gone after its silence
  }
  /** Takes what stands in the keys file; true when it was new. A file that is wrong changes nothing: the keys from before go on. */
  reload(): boolean {
    try {
      const text = fs.readFileSync(this.config.KEYS_FILE, 'utf8');
      if (text === this.text) return false;
      const keys = readKeysFile(this.config.KEYS_FILE);
      this.text = text;
      this.keys = keys;
      this.cipher.use(keys);
      this.tokens.use(keys);
      return true;
    } catch (e) {
      this.log.error({ step: 'keys file', error: noteOf(e) }, 'keys file not taken, the keys from before go on');
      return false;
    }
  }

  private async look(): Promise<void> {
    const news = this.reload();
    if (!news && performance.now() - this.announcedAt < ANNOUNCE_MS) return;
    const reads = LEARNED.flatMap((list) => this.keys[list].filter((k) => !('kept' in k && k.kept)).map((k) => nameOf(list, k.kid)));
    const writes = LEARNED.map((list) => nameOf(list, this.keys[list][0]?.kid ?? ''));
    try {
      await this.readers.updateOne({ _id: this.process }, { $set: { reads, writes, at: new Date() } }, { upsert: true });
      this.announcedAt = performance.now();
    } catch (e) {
      this.announcedAt = Number.NEGATIVE_INFINITY; // the next look tries again
      this.log.warn({ step: 'keys announced', error: noteOf(e) }, 'the database did not take which keys are here');
    }
  }
  /** At most once a second: a forged value must not make the server read its file at will. */
  private lookNow(): void {
    if (performance.now() - this.lookedAt < LOOK_MS) return;
    this.lookedAt = performance.now();
    this.reload();
  }
}
