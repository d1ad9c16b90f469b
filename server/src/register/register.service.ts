import type { Purpose } from '@binhai/shared/contract/http';
import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { timeId } from '../platform/id.js';
import type { Access } from './access.js';
import { EntryWriter, type NewEntry } from './entry-writer.js';
import { RegisterLane } from './log.schema.js';
import { type LookerKind, RegisterEntry } from './register-entry.schema.js';
import { BASES, type Basis } from './words.js';

export interface Look<P extends Purpose> {
  readonly subject: string;
  readonly purpose: P;
  /** What is looked at, in the person's words: 姓名, 等级, 券. */
  readonly items: readonly string[];
}
export interface OtherLook<P extends Purpose> extends Look<P> {
  readonly kind: Exclude<LookerKind, 'self'>;
  readonly actor: string;
  readonly organisationId?: string;
  readonly basis: Basis;
}
const REMEMBERED = 20_000;

/** The one door to a person's data: each look is entered, durable, before anything is read. */
@Injectable()
export class RegisterService {
  /** Own looks known to be entered already (session|purpose|day). Only saves a write; the unique index decides. */
  private readonly known = new Set<string>();
  private readonly writer: EntryWriter;

  constructor(
    @InjectModel(RegisterEntry.name) private readonly entries: Model<RegisterEntry>,
    @InjectModel(RegisterLane.name) lanes: Model<RegisterLane>,
    private readonly clock: Clock,
  ) {
    this.writer = new EntryWriter(
      () => this.entries,
      () => lanes,
      clock,
    );
  }

  /** The person's own look: one entry per session, purpose and Shanghai day. */
  async own<P extends Purpose>(actor: Actor, purpose: P, items: readonly string[]): Promise<Access<P>> {
    const day = localDateOf(this.clock.ms());
    const once = `${actor.sessionId}|${purpose}|${day}`;
    if (!this.known.has(once)) {
      await this.append({
        subject: actor.personId,
        kind: 'self',
        actor: actor.personId,
        organisationId: null,
        purpose,
        basis: BASES.self,
        items: [...items],
        once,
      });
      if (this.known.size >= REMEMBERED) this.known.clear();
      this.known.add(once);
    }
    return this.access(actor.personId, purpose);
  }
  /** The person's own look at something of which each one counts (the secret of a voucher): always an entry of its own. */
  async each<P extends Purpose>(actor: Actor, purpose: P, items: readonly string[]): Promise<Access<P>> {
    await this.append({ subject: actor.personId, kind: 'self', actor: actor.personId, organisationId: null, purpose, basis: BASES.self, items: [...items] });
    return this.access(actor.personId, purpose);
  }
  /** A look by anybody else: always one entry of its own. */
  async other<P extends Purpose>(look: OtherLook<P>): Promise<Access<P>> {
    const { subject, kind, actor, organisationId = null, purpose, basis, items } = look;
    await this.append({ subject, kind, actor, organisationId, purpose, basis, items: [...items] });
    return this.access(subject, purpose);
  }

  private access<P extends Purpose>(subject: string, purpose: P): Access<P> {
    return { subject, purpose } as Access<P>;
  }
  private append(entry: Omit<NewEntry, '_id' | 'at'>): Promise<void> {
    const at = this.clock.now();
    return this.writer.write({ _id: timeId(at), at, ...entry });
  }
}
