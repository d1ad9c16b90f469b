import type { OwnAreas } from '@binhai/shared/contract/perks';
import { DISTRICT, ZONES } from '@binhai/shared/identifiers/zones';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ConsentsService } from '../consents/consents.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { PeopleService } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { inTransaction } from '../platform/transactions.js';
import { RegisterService } from '../register/register.service.js';

const RECIPIENT = { kind: 'service', id: 'perks' } as const;
const PURPOSE = 'own_areas';
type Stated = Pick<OwnAreas, 'live' | 'work'>;

/**
 * Where a person lives and works, as they say it and with their consent, for perks with a condition on it (product C2). Nobody looks it up, and
 * what was said for the dry runs of schemes is not used here: that was another purpose.
 */
@Injectable()
export class AreasService {
  constructor(
    private readonly people: PeopleService,
    private readonly consents: ConsentsService,
    private readonly register: RegisterService,
    private readonly clock: Clock,
    @InjectConnection() private readonly connection: Connection,
    accounts: AccountsService,
  ) {
    // in the consent centre too: what was stated goes with the consent
    consents.whenWithdrawn(PURPOSE, ({ personId }, session) => this.people.setAreas(personId, null, session));
    accounts.whenJoined(async (from, into, session) => {
      const [old, kept] = await Promise.all([this.people.state(from), this.people.state(into)]);
      if (old?.areas && !kept?.areas) await this.people.setAreas(into, old.areas, session);
    });
  }

  /** Whether what this person states may be used: none once the consent has ended or asks anew. The same read for anybody, absent ones included. */
  async agreed(personId: string): Promise<boolean> {
    return (await this.consents.activeFor(personId, RECIPIENT.id, PURPOSE, this.clock.now())) !== null;
  }
  async own(actor: Actor): Promise<OwnAreas> {
    await this.register.own(actor, 'own_perks', ['常住地和工作地']);
    const areas = (await this.people.state(actor.personId))?.areas;
    return { live: areas?.live ?? null, work: areas?.work ?? null, text: await this.consents.text(RECIPIENT, PURPOSE) };
  }
  /** @throws AppError consent_text_outdated; input_invalid for a zone that is none of 滨海新区 */
  async state(actor: Actor, { live, work, textVersion }: Stated & { readonly textVersion: string }): Promise<{ done: true }> {
    for (const [path, zone] of Object.entries({ live, work }))
      if (zone !== null && (zone === DISTRICT || !ZONES.some((z) => z.code === zone)))
        throw new AppError('input_invalid', { fields: [{ path: `body.${path}`, message: '请从列表里选一个街镇或功能区' }] });
    await inTransaction(this.connection, async (session) => {
      if (live === null && work === null) return this.consents.withdrawFor(actor, RECIPIENT.id, PURPOSE, session);
      await this.consents.give(actor, RECIPIENT, PURPOSE, textVersion, session);
      await this.people.setAreas(actor.personId, { live, work }, session);
    });
    return { done: true };
  }
}
