import type { RepairDetail, RepairLine } from '@binhai/shared/contract/repair';
import { type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { startClock } from '@binhai/shared/rules/case-clock';
import type { CreditRecord } from '@binhai/shared/rules/record';
import { repairClock } from '@binhai/shared/rules/repair-clock';
import { moveRepair, REPAIR_WORDS, type RepairActor, type RepairEvent } from '@binhai/shared/states/repair';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { MembershipsService } from '../../organisations/memberships.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ParametersService } from '../../parameters/parameters.service.js';
import { WorkingDays } from '../../parameters/working-days.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { FieldCipher } from '../../platform/field-cipher.js';
import { native } from '../../platform/native.js';
import { RepairCase } from './repair.schema.js';
import { repairClockText, repairSteps, reviewWay } from './repair-words.js';

export const sealedPlace = (id: string, field: 'missing' | 'reason' | 'extension') => ({ collection: 'repair_cases', field, id }) as const;
export type ClockFields = Pick<RepairCase, 'clockFrom' | 'workingDays' | 'dueOn' | 'provisional' | 'alarmed'>;

/** Applications as they are read, and the clock that a step starts. */
@Injectable()
export class RepairBook {
  constructor(
    @InjectModel(RepairCase.name) private readonly model: Model<RepairCase>,
    private readonly organisations: OrganisationsService,
    private readonly memberships: MembershipsService,
    private readonly parameters: ParametersService,
    private readonly workingDays: WorkingDays,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  get cases(): mongo.Collection<RepairCase> {
    return native(this.model);
  }
  today(): LocalDate {
    return localDateOf(this.clock.ms());
  }
  /** @throws AppError repair_unknown */
  async known(filter: mongo.Filter<RepairCase>): Promise<RepairCase> {
    const found = await this.cases.findOne(filter);
    if (!found) throw new AppError('repair_unknown');
    return found;
  }
  /** The fields of the clock that runs once the application is as it says. */
  clockOf(c: Pick<RepairCase, 'state' | 'completeOn' | 'extended'> & { since: LocalDate }): ClockFields {
    const found = repairClock(c, this.deadlines());
    if (!found) return { clockFrom: null, workingDays: 0, dueOn: null, provisional: false, alarmed: null };
    const { from, dueOn, workingDays, provisional } = startClock(found.from, found.workingDays, this.workingDays.calendar());
    return { clockFrom: from, workingDays, dueOn, provisional, alarmed: null };
  }
  line(c: RepairCase): RepairLine {
    const today = this.today();
    return {
      id: c._id,
      number: c.number,
      state: c.state,
      stateText: REPAIR_WORDS[c.state],
      clock: repairClockText(c, this.deadlines(), today),
      dueOn: c.dueOn,
      overdue: c.dueOn !== null && today > c.dueOn,
      alarmed: c.alarmed !== null,
      submittedOn: c.submittedAt && localDateOf(c.submittedAt.getTime()),
    };
  }
  /** The caller was let in to the record: by an access to its person, or because it is public. */
  async detail(c: RepairCase, record: Pick<CreditRecord, 'title' | 'unit' | 'documentNumber'>): Promise<RepairDetail> {
    const open = (field: 'missing' | 'reason' | 'extension') => {
      const sealed = c[field];
      return sealed === null ? '' : this.cipher.open(sealedPlace(c._id, field), sealed);
    };
    const unit = (await this.organisations.get(c.unitId))?.name ?? record.unit;
    const { person: personId, organisationId } = c;
    const applicant = organisationId === null ? null : await this.memberships.who([{ personId, organisationId }]);
    const can = (['submit', 'supply', 'withdraw'] as const).filter((event) => moveRepair(c, event, 'applicant') !== null);
    return {
      ...this.line(c),
      record: { title: record.title, unit: record.unit, documentNumber: record.documentNumber ?? '' },
      applicant: applicant?.get(`${c.person}|${c.organisationId}`) ?? '',
      proof: c.proof && { bytes: c.proof.bytes, sha256: c.proof.sha256 },
      commitment: c.commitment && { ...c.commitment, signedAt: c.commitment.signedAt.toISOString() },
      steps: repairSteps(c, unit, this.deadlines()),
      missing: open('missing'),
      reason: open('reason'),
      extension: open('extension'),
      review: reviewWay(c.state),
      can,
    };
  }
  /** Steps this side may make now. */
  may(c: RepairCase, by: RepairActor, events: readonly RepairEvent[]): RepairEvent[] {
    return events.filter((event) => moveRepair(c, event, by) !== null);
  }

  private deadlines() {
    return this.parameters.at('deadlines').content;
  }
}
