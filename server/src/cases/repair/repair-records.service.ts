import type { RepairCard } from '@binhai/shared/contract/repair';
import { localDateOf } from '@binhai/shared/dates/dates';
import { isRetained, publicityWindow } from '@binhai/shared/rules/publicity';
import type { CreditRecord } from '@binhai/shared/rules/record';
import { mayApply, type RepairRoute, repairChannel, repairRoute, repairWhy } from '@binhai/shared/rules/repair';
import { Injectable } from '@nestjs/common';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ParametersService } from '../../parameters/parameters.service.js';
import { PeopleService } from '../../people/people.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { RecordsService } from '../../records/records.service.js';
import type { Access } from '../../register/access.js';
import type { RepairCase } from './repair.schema.js';

export type RepairAccess = Access<'own_repairs' | 'repair_case'>;
type Route = RepairCard['route'];

/** The records an application can be about, with the rule's word on each. */
@Injectable()
export class RepairRecords {
  constructor(
    private readonly records: RecordsService,
    private readonly people: PeopleService,
    private readonly organisations: OrganisationsService,
    private readonly parameters: ParametersService,
    private readonly clock: Clock,
  ) {}

  /** Of the person the access is for, or of the firm where one is named: what is negative and still kept, newest first. */
  async of(access: RepairAccess, organisationId: string | null): Promise<CreditRecord[]> {
    const law = this.parameters.at('publicity').content;
    const kept = (r: CreditRecord) => r.effect === 'negative' && r.severity !== 'exempt' && isRetained(r, law, this.today());
    if (organisationId !== null) {
      const firm = await this.organisations.get(organisationId);
      return (await this.records.negativeOf(firm?.uscc ?? '')).filter(kept);
    }
    const person = await this.people.state(access.subject);
    if (!person) throw new AppError('auth_token_invalid');
    return (await this.records.ofPerson(access, person)).filter(kept);
  }
  /** The record of an application, for whoever has an access to its applicant. @throws AppError repair_record_unknown */
  async one(access: RepairAccess, c: Pick<RepairCase, 'recordId' | 'organisationId'>): Promise<CreditRecord> {
    const found = (await this.of(access, c.organisationId)).find((r) => r.id === c.recordId);
    if (!found) throw new AppError('repair_record_unknown');
    return found;
  }
  route(record: CreditRecord): Route {
    const law = this.parameters.at('publicity').content;
    const found: RepairRoute = repairRoute(record, repairChannel(record, this.parameters.at('directory').content), law, this.today());
    return { ...found, open: mayApply(found), ...repairWhy(record, found, law, this.today()) };
  }
  window(record: CreditRecord): { firstDay: string | null; lastDay: string | null } {
    const found = publicityWindow(record, this.parameters.at('publicity').content, this.today());
    return { firstDay: found?.firstDay ?? null, lastDay: found?.lastDay ?? null };
  }
  /** Organisation id of the unit that decides about each; a record whose unit is not here is left out. */
  async units(records: readonly CreditRecord[]): Promise<Map<string, string>> {
    const codes = await this.records.unitCodes(records.map((r) => r.id));
    const found = await Promise.all(records.map(async (r) => [r.id, await this.organisations.unitOf(codes.get(r.id) ?? null, r.unit)] as const));
    return new Map(found.flatMap(([id, unit]) => (unit ? [[id, unit._id] as const] : [])));
  }

  private today(): string {
    return localDateOf(this.clock.ms());
  }
}
