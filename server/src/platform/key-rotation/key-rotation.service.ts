import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { SuiteName } from '../cipher-suites.js';
import { Clock } from '../clock.js';
import { FieldCipher } from '../field-cipher.js';
import { newSecret } from '../keys.js';
import type { Lease } from '../lease.js';
import { ACCESS_TTL } from '../tokens.js';
import type { Progress } from './exchange.js';
import { KeyExchange, RotationHalt } from './key-exchange.js';
import { nameOf } from './key-ring.js';
import { reseal, usedIn } from './reseal.js';

/** Seconds a token key outlives the last token it signed. */
const TOKEN_SLACK = 120;

/**
 * Exchanges keys while servers serve. The order is the whole point: the new key stands in the file as one that only reads; when every running
 * server has it, it is put in front and written with; when every server writes with it, what older keys sealed is sealed anew. Each step is
 * seen in the file or the data, so a command that was killed goes on by being given again.
 */
@Injectable()
export class KeyRotation {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly exchange: KeyExchange,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** @param suite of the new key; that of the present one when it is not named. Throws RotationHalt. */
  async rotateField(suite: SuiteName | undefined, between: (p: Progress) => void): Promise<{ kid: string; values: number }> {
    return this.exchange.alone(async (lease) => {
      const held = this.exchange.keys().field;
      if (held.some((k) => k.next) || !(await this.unfinished())) {
        this.exchange.add('field', (keys) => ({ ...newSecret(keys, 'f'), suite: suite ?? held[0]?.suite ?? 'a1', next: true }));
        await this.exchange.putInFront('field', lease, (kid) => (keys) => ({
          ...keys,
          field: [...keys.field.filter((k) => k.kid === kid).map(({ next: _, ...k }) => k), ...keys.field.filter((k) => k.kid !== kid)],
        }));
      }
      const kid = await this.exchange.inFront('field', lease);
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
    return this.exchange.alone(async (lease) => {
      this.exchange.add('token', (keys) => ({ ...newSecret(keys, 't'), next: true }));
      await this.tokenInFront(lease);
      return { kid: await this.exchange.inFront('token', lease) };
    });
  }
  /** Takes away the field keys with which no value is sealed any more. Throws RotationHalt, and then took none away. */
  async retire(): Promise<{ kids: string[] }> {
    return this.exchange.alone(async (lease) => {
      const [current, ...older] = this.exchange.keys().field.filter((k) => !k.next);
      await this.exchange.everyServer((r) => r.writes.includes(nameOf('field', current?.kid ?? '')), lease);
      for (const { kid, suite = 'a1' } of older) {
        const collection = await usedIn(this.connection, `${suite}.${kid}.`);
        if (collection) throw new RotationHalt('key_in_use', `${kid} 仍被 ${collection} 的值使用：先运行 npm run keys:rotate`);
      }
      lease.assertHeld();
      const kids = older.map((k) => k.kid);
      this.exchange.change((keys) => ({ ...keys, field: keys.field.filter((k) => !kids.includes(k.kid)) }));
      return { kids };
    });
  }

  /** Whether a key of before still has values: then this goes on instead of adding another key. */
  private async unfinished(): Promise<boolean> {
    const [, ...older] = this.exchange.keys().field;
    for (const { kid, suite = 'a1' } of older) if (await usedIn(this.connection, `${suite}.${kid}.`)) return true;
    return false;
  }
  private async tokenInFront(lease: Lease): Promise<void> {
    const now = this.clock.ms();
    const until = `${new Date(now + (ACCESS_TTL + TOKEN_SLACK) * 1000).toISOString().slice(0, 19)}Z`;
    await this.exchange.putInFront('token', lease, (kid) => (keys) => ({
      ...keys,
      token: [
        ...keys.token.filter((k) => k.kid === kid).map(({ next: _, ...k }) => k),
        ...keys.token.filter((k) => k.kid !== kid && (!k.until || Date.parse(k.until) > now)).map((k) => ({ ...k, until: k.until ?? until })),
      ],
    }));
  }
}
