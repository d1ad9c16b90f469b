import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { InboxService } from '../../messages/inbox.service.js';
import { PeopleService } from '../../people/people.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { Outbox } from '../../platform/outbox.js';
import { CreditChinaPort } from '../../ports/credit-china.port.js';
import { RecordsService } from '../../records/records.service.js';
import type { HandedOff, RepairCase } from './repair.schema.js';
import { RepairBook } from './repair-book.service.js';

const HAND_OFF = 'repair.hand_off';
/** The other side may be away for a day before somebody has to look (back-off of the queue). */
const ATTEMPTS = 40;
interface Payload {
  readonly caseId: string;
  readonly kind: HandedOff['kind'];
  readonly documentNumber: string;
  readonly unitCode: string;
  readonly on: string;
}

/** What a repair does, and what undoes it: record, standing, message and hand-off in one transaction; nothing of it stands without the rest (rule 11). */
@Injectable()
export class RepairEffect implements OnModuleInit {
  constructor(
    private readonly book: RepairBook,
    private readonly records: RecordsService,
    private readonly people: PeopleService,
    private readonly inbox: InboxService,
    private readonly outbox: Outbox,
    private readonly china: CreditChinaPort,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.handle<Payload>(
      HAND_OFF,
      async ({ id, payload: { caseId, kind, documentNumber, unitCode, on } }) => {
        const c = await this.book.known({ _id: caseId });
        const receipt = await this.china.send({ id, kind, caseNumber: c.number, documentNumber, unitCode, on });
        // a later hand-off of the same case has its own row
        const mine = { _id: caseId, 'handOff.kind': kind, 'handOff.receipt': null };
        await this.book.cases.updateOne(mine, { $set: { handOff: { kind, receipt, at: this.clock.now() } } }, { writeConcern: { w: 'majority' } });
      },
      { attempts: ATTEMPTS },
    );
  }
  /** In the transaction of the step. @throws AppError repair_record_moved */
  async apply(c: RepairCase, kind: HandedOff['kind'], session: ClientSession): Promise<{ handOff: HandedOff }> {
    const [from, to] = kind === 'repaired' ? (['effective', 'repaired'] as const) : (['repaired', 'effective'] as const);
    const record = await this.records.turn(c.recordId, from, to, session);
    if (!record) throw new AppError('repair_record_moved');
    if (record.numberHash) await this.people.standingChanged({ numberHash: record.numberHash }, session);
    await this.inbox.add(c.person, kind === 'repaired' ? 'repair_done' : 'repair_restored', { number: c.number }, session);
    const payload: Payload = {
      caseId: c._id,
      kind,
      documentNumber: record.documentNumber ?? '',
      unitCode: record.unitCode ?? '',
      on: localDateOf(this.clock.ms()),
    };
    await this.outbox.add<Payload>(HAND_OFF, payload, session);
    return { handOff: { kind, receipt: null, at: null } };
  }
}
