import { decide, type Eligibility, type EligibilityFacts } from '@binhai/shared/rules/eligibility';
import { Injectable } from '@nestjs/common';
import { DEPOSIT_PURPOSE } from '../../consents/texts.js';
import { PeopleService, type PersonState } from '../../people/people.service.js';
import { EligibilityService } from '../../perks/eligibility.service.js';
import { Clock } from '../../platform/clock.js';
import { RegisterService } from '../../register/register.service.js';
import type { DepositAuthorisation, DepositClient } from './deposit.schema.js';

export type Verdict = 'yes' | 'not_now';
/** Stands for nobody: no account has an id like it, so that a question about nothing takes the same path (architecture rule 5). */
const NOBODY = 'nobody';
const ITEMS = ['能否免押'] as const;
/** What of a person's state a decision rests on; another text, another decision. */
const basisOf = (state: PersonState | null): string => `${state?.standing?.rev ?? 0}|${state?.standing?.validUntil ?? ''}|${state?.assurance ?? ''}`;

interface Decided extends Eligibility {
  readonly facts: EligibilityFacts;
  readonly decidedFrom: string;
}

/** Whether somebody may use something without a deposit: the one rule of the perks, over the same facts. */
@Injectable()
export class DepositVerdicts {
  constructor(
    private readonly eligibility: EligibilityService,
    private readonly people: PeopleService,
    private readonly register: RegisterService,
    private readonly clock: Clock,
  ) {}

  /** For the person's own screen; the caller has entered the look. */
  async decide(personId: string, { organisationId, open, paused, rule }: DepositClient): Promise<Decided> {
    const atMs = this.clock.ms();
    const state = this.people.state(personId);
    const facts = await this.eligibility.factsBeside(personId, { organisationId, consent: DEPOSIT_PURPOSE, published: open && !paused, rule }, atMs, state);
    return { facts, ...decide(facts, rule, atMs), decidedFrom: basisOf(await state) };
  }
  /**
   * For the operator: yes or not now, whatever the cause; one entry always. Someone frozen, leaving, withdrawn, unknown or not eligible: the same
   * reads, the same words.
   */
  async tell(client: DepositClient, authorisation: DepositAuthorisation | null): Promise<{ verdict: Verdict; decidedFrom: string }> {
    const live = authorisation?.state === 'ended' ? null : authorisation;
    await this.register.other({
      subject: authorisation?.person ?? NOBODY,
      kind: 'partner',
      actor: client._id,
      organisationId: client.organisationId,
      purpose: 'deposit_verdict',
      basis: `consent:${authorisation?.consentId ?? NOBODY}`,
      items: ITEMS,
    });
    const subject = live?.person ?? NOBODY;
    const [decided, state] = await Promise.all([this.decide(subject, client), this.people.state(subject)]);
    const held = state !== null && (Boolean(state.frozenAt) || Boolean(state.leaving) || Boolean(state.joinedInto));
    return { verdict: decided.ok && !held ? 'yes' : 'not_now', decidedFrom: decided.decidedFrom };
  }
  /** Whether the condition still holds, asked by ourselves; null when nothing it rests on has changed and nothing was read. */
  async review(client: DepositClient, { person, decidedFrom, consentId }: DepositAuthorisation): Promise<Decided | null> {
    const state = await this.people.state(person);
    if (basisOf(state) === decidedFrom && client.open) return null;
    await this.register.other({ subject: person, kind: 'system', actor: 'deposit', purpose: 'deposit_verdict', basis: `consent:${consentId}`, items: ITEMS });
    return this.decide(person, client);
  }
}
