import type { optInText, scheme as schemeEndpoint } from '@binhai/shared/contract/credit';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { DENIED_FACTORS } from '@binhai/shared/parameters/grade-scheme';
import { GRADE_WORDS, GRADES } from '@binhai/shared/rules/grade';
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
  async open(actor: Actor, textVersion: string): Promise<{ done: true }> {
    if (this.parameters.personalGrade() !== 'on') throw new AppError('credit_not_open');
    await inTransaction(this.connection, async (session) => {
      const consent = await this.consents.give(actor, RECIPIENT, PURPOSE, textVersion, session);
      await this.people.setOptIn(actor.personId, { at: consent.since, textVersion }, session);
    });
    const person = await this.people.state(actor.personId);
    if (person) await this.standings.of(person);
    return { done: true };
  }
  async close(actor: Actor): Promise<{ done: true }> {
    await inTransaction(this.connection, (session) => this.consents.withdrawFor(actor, RECIPIENT.id, PURPOSE, session));
    return { done: true };
  }

  async scheme(): Promise<ReplyOf<typeof schemeEndpoint>> {
    const { id, title, from, references, factors, items } = this.parameters.at('grade_scheme').content;
    const needs = (n: number) => [`计入等级的记录满 ${n} 项，不限类别`, '没有公示中的失信记录'];
    return {
      id,
      title,
      from,
      reference: references.join('；'),
      state: this.parameters.personalGrade(),
      grades: GRADES.map((grade) => ({ grade, title: GRADE_WORDS[grade], needs: needs(items[grade]) })),
      factors: [
        {
          kind: 'commitment',
          title: '信用承诺按期履行',
          text: `最多计 ${factors.commitment.most} 项，每项计 ${factors.commitment.years} 年；通用守信承诺守满 ${factors.commitment.generalMonths} 个月起计`,
        },
        { kind: 'contract', title: '合同履行', text: `最多计 ${factors.contract.most} 项，每项计 ${factors.contract.years} 年` },
        { kind: 'honour', title: '诚实守信相关荣誉', text: `最多计 ${factors.honour.most} 项，没有写明期限的计 ${factors.honour.years} 年，不分颁发单位` },
        { kind: 'no_open_record', title: '无公示中的失信记录', text: '每个成年人都一样计入，每天重新核对' },
      ],
      never: DENIED_FACTORS.map((f) => f.words[0]),
    };
  }
}
