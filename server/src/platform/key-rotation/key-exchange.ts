import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { CONFIG, type Config } from '../../config.js';
import { changeKeysFile, type KeysFile, readKeysFile } from '../keys.js';
import { Lease } from '../lease.js';
import { KeyReader } from './key-reader.schema.js';
import { KeyRing, type Learned, nameOf, SILENT_MS } from './key-ring.js';

const LEASE_MS = 6000;
const WAIT_MS = 60_000;
const STEP_MS = 200;
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
/** An exchange that cannot go on now: nothing is lost, the same command goes on from where it stands. */
export class RotationHalt extends Error {
  constructor(
    readonly stop: 'servers_behind' | 'key_in_use' | 'rotation_running',
    sentence: string,
  ) {
    super(sentence);
  }
}

/** What every exchange of keys is made of: one command at a time, the file changed whole, every running server heard before the next step. */
@Injectable()
export class KeyExchange {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(KeyReader.name) private readonly readers: Model<KeyReader>,
    @Inject(CONFIG) private readonly config: Config,
    private readonly ring: KeyRing,
  ) {}

  keys(): KeysFile {
    return readKeysFile(this.config.KEYS_FILE);
  }
  /** Changes the file, and what this process makes of it. */
  change(change: (keys: KeysFile) => KeysFile): void {
    changeKeysFile(this.config.KEYS_FILE, change);
    this.ring.reload();
  }
  /** Adds a key that reads and does not write yet, unless one is there. */
  add<L extends Learned>(list: L, make: (keys: KeysFile[L]) => KeysFile[L][number]): void {
    this.change((keys) => (keys[list].some((k) => k.next) ? keys : { ...keys, [list]: [...keys[list], make(keys[list])] }));
  }
  /** Puts the added key in front once every server reads it. `change` is told its id. Throws RotationHalt. */
  async putInFront(list: Learned, lease: Lease, change: (kid: string) => (keys: KeysFile) => KeysFile): Promise<void> {
    const kid = this.keys()[list].find((k) => k.next)?.kid ?? '';
    await this.everyServer((r) => r.reads.includes(nameOf(list, kid)), lease);
    lease.assertHeld();
    this.change(change(kid));
  }
  /** Waits until every server writes with the first key of the list; answers its id. Throws RotationHalt. */
  async inFront(list: Learned, lease: Lease): Promise<string> {
    this.ring.reload();
    const kid = this.keys()[list][0]?.kid ?? '';
    await this.everyServer((r) => r.writes.includes(nameOf(list, kid)), lease);
    return kid;
  }
  /** Waits until it holds for every server that is not silent. Throws RotationHalt. */
  async everyServer(holds: (r: KeyReader) => boolean, lease: Lease): Promise<void> {
    for (const end = performance.now() + WAIT_MS; ; await sleep(STEP_MS)) {
      lease.assertHeld();
      const running = await this.readers.find({ at: { $gt: new Date(Date.now() - SILENT_MS) } }).lean(); // a handful of documents
      const behind = running.filter((r) => !holds(r)).length;
      if (behind === 0) return;
      if (performance.now() > end)
        throw new RotationHalt('servers_behind', `${behind} 个正在运行的服务器还没有新密钥：把密钥文件发到它们那里，再运行同一个命令`);
    }
  }
  /** One command at a time; one that was killed loses its turn within seconds. Throws RotationHalt. */
  async alone<T>(work: (lease: Lease) => Promise<T>): Promise<T> {
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
