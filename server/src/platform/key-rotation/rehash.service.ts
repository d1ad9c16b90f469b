import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../clock.js';
import { FieldCipher } from '../field-cipher.js';
import { newSecret } from '../keys.js';
import type { Lease } from '../lease.js';
import { carryOver, leftBehind, underWay } from './carry-over.js';
import type { Progress } from './exchange.js';
import { KeyExchange, RotationHalt } from './key-exchange.js';
import { nameOf } from './key-ring.js';

/**
 * Exchanges the key of the hashes by which people are found, while servers serve. A second hash stands beside the first under the same unique index:
 * written by all, then filled in everywhere, then found by, then alone. At every moment any two running servers write one hash in common, so one
 * number cannot become two accounts. Each step is seen in the file or the data: a command that was killed goes on by being given again.
 */
@Injectable()
export class Rehash {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly exchange: KeyExchange,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** Throws RotationHalt. Answers the key that is alone at the end, and how many fields were written. */
  async run(between: (p: Progress) => void): Promise<{ kid: string; fields: number }> {
    return this.exchange.alone(async (lease) => {
      let fields = 0;
      const walk = async () => {
        for (let more = -1; more !== 0; fields += more) more = await this.walk(lease, between);
      };
      const inUse = this.exchange.keys().hash.filter((k) => !k.kept);
      if (inUse.length === 1 && !(await underWay(this.connection))) this.exchange.add('hash', (keys) => ({ ...newSecret(keys, 'h'), next: true }));
      this.exchange.change((keys) => keys); // this process too knows the keys of now
      if (this.exchange.keys().hash.some((k) => k.next)) {
        const next = this.exchange.keys().hash.find((k) => k.next)?.kid ?? '';
        await this.exchange.everyServer((r) => r.reads.includes(nameOf('hash', next)), lease); // from here on all write both
        await walk();
        await this.exchange.putInFront('hash', lease, (kid) => (keys) => ({
          ...keys,
          hash: [...keys.hash.filter((k) => k.kid === kid).map(({ next: _, ...k }) => k), ...keys.hash.filter((k) => k.kid !== kid)],
        }));
      }
      const kid = await this.exchange.inFront('hash', lease);
      const older = this.exchange.keys().hash.filter((k) => k.kid !== kid && !k.kept);
      if (older.length > 0) {
        await walk(); // a request that was under way may have ended with a hash of before
        const behind = await leftBehind(this.connection, this.cipher, localDateOf(this.clock.ms()));
        if (behind)
          throw new RotationHalt('key_in_use', `${behind} 中还有只按旧密钥才能找到的人：新密钥已经在用，旧密钥先留着；等它到期或本人登记后，再运行同一个命令`);
        lease.assertHeld();
        this.exchange.change((keys) => ({ ...keys, hash: keys.hash.map((k) => (k.kid === kid ? k : { ...k, kept: true as const })) }));
      }
      await this.exchange.everyServer((r) => r.reads.every((name) => !name.startsWith('hash ') || name === nameOf('hash', kid)), lease);
      await walk();
      return { kid, fields };
    });
  }
  private async walk(lease: Lease, between: (p: Progress) => void): Promise<number> {
    return carryOver(this.connection, this.cipher, (p) => {
      lease.assertHeld();
      between(p);
    });
  }
}
