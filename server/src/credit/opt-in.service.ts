import type { optInText } from '@binhai/shared/contract/credit';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ConsentsService } from '../consents/consents.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { PeopleService } from '../people/people.service.js';
import { AppError } from '../platform/app-error.js';
import type { Actor } from '../platform/context.js';
import { inTransaction } from '../platform/transactions.js';
import { StandingService } from './standing.service.js';

const RECIPIENT = { kind: 'service', id: 'credit' } as const;
const PURPOSE = 'personal_grade';

/** Opening and closing the personal grade service: the person's own act, in one step each way (PIPL 14, 15). */
@Injectable()
export class OptInService {
  constructor(
    private readonly consents: ConsentsService,
    private readonly people: PeopleService,
    private readonly standings: StandingService,
    private readonly parameters: ParametersService,
    @InjectConnection() private readonly connection: Connection,
  ) {
    // also when it is withdrawn in the consent centre: one way out is as good as the other
    consents.whenWithdrawn(PURPOSE, ({ personId }, session) => this.people.setOptIn(personId, null, session));
  }

  async text(): Promise<ReplyOf<typeof optInText>> {
    return { text: await this.consents.text(RECIPIENT, PURPOSE), personalGrade: this.parameters.personalGrade() };
  }
  /** @throws AppError credit_not_open, consent_text_outdated */
  async open(actor: Actor, textVersion: string, zone?: string): Promise<{ done: true }> {
    if (this.parameters.personalGrade() !== 'on') throw new AppError('credit_not_open');
    await inTransaction(this.connection, async (session) => {
      const consent = await this.consents.give(actor, RECIPIENT, PURPOSE, textVersion, session);
      await this.people.setOptIn(actor.personId, { at: consent.since, textVersion, zone }, session);
    });
    const person = await this.people.state(actor.personId);
    if (person) await this.standings.of(person);
    return { done: true };
  }
  async close(actor: Actor): Promise<{ done: true }> {
    await inTransaction(this.connection, (session) => this.consents.withdrawFor(actor, RECIPIENT.id, PURPOSE, session));
    return { done: true };
  }
}
