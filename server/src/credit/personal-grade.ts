import { PERSONAL_GRADE, type PersonalGrade } from '@binhai/shared/rules/eligibility';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { BatchedReader } from '../platform/batched-reader.js';

interface Setting {
  _id: string;
  value: string;
}
const NAME = 'personalGrade';
/** Open in the demo; a city that only consults sets it (product B1). */
const DEFAULT: PersonalGrade = 'on';

/** Whether the city offers personal grades at all: read each time, so that switching it off holds at once and in every process. */
@Injectable()
export class PersonalGradeSetting {
  private readonly settings: BatchedReader<Setting>;

  constructor(@InjectConnection() private readonly connection: Connection) {
    this.settings = new BatchedReader<Setting>(() => this.connection.collection('settings') as never, { value: 1 });
  }

  async current(): Promise<PersonalGrade> {
    const value = (await this.settings.get(NAME))?.value;
    return PERSONAL_GRADE.find((p) => p === value) ?? DEFAULT;
  }
  /** By an operator's command only. */
  async set(value: PersonalGrade): Promise<void> {
    await this.connection.collection<Setting>('settings').updateOne({ _id: NAME }, { $set: { value } }, { upsert: true, writeConcern: { w: 'majority' } });
  }
}
