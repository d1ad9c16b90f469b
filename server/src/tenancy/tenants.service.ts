import type { TenantFacts } from '@binhai/shared/rules/tenancy';
import { Injectable } from '@nestjs/common';
import { PeopleService } from '../people/people.service.js';
import { EligibilityService } from '../perks/eligibility.service.js';

export interface Tenant {
  /** The account is there: neither frozen, nor closed into another, nor on its way out. */
  readonly here: boolean;
  readonly facts: TenantFacts;
}

/** What a look must know of a tenant. Somebody who is not there is read and answered in the same way (architecture rule 5). */
@Injectable()
export class Tenants {
  constructor(
    private readonly people: PeopleService,
    private readonly eligibility: EligibilityService,
  ) {}

  async of(personId: string): Promise<Tenant> {
    const state = await this.people.state(personId);
    const here = state !== null && !state.frozenAt && !state.joinedInto && !state.leaving;
    return { here, facts: await this.eligibility.personFacts(personId, false, Promise.resolve(state)) };
  }
}
