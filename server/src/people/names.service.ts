import { maskName, maskNumber } from '@binhai/shared/text/mask';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { BatchedReader } from '../platform/batched-reader.js';
import { FieldCipher } from '../platform/field-cipher.js';
import type { Access } from '../register/access.js';
import { placeOf } from './accounts.service.js';
import { Person } from './person.schema.js';

/** Names of people, masked for others, and never without an entry in the register. */
@Injectable()
export class NamesService {
  private readonly sealed: BatchedReader<Pick<Person, '_id' | 'name'>>;

  constructor(
    @InjectModel(Person.name) private readonly people: Model<Person>,
    private readonly cipher: FieldCipher,
  ) {
    this.sealed = new BatchedReader(() => this.people.collection as never, { name: 1 });
  }

  /** 李*宁; empty for someone without a real name, or whose account is gone. */
  async masked({
    subject,
  }: Access<
    | 'voucher_redemption'
    | 'legal_inquiry'
    | 'register_review'
    | 'firm_administration'
    | 'membership_admin'
    | 'own_certificates'
    | 'tenant_certificate'
    | 'complaint'
    | 'repair_case'
  >): Promise<string> {
    const name = (await this.sealed.get(subject))?.name;
    return name ? maskName(this.cipher.open(placeOf(subject, 'name'), name)) : '';
  }
  /** For a paper about themselves: the whole name, the number masked. Both empty for an account that is gone. */
  async holder({ subject }: Access<'own_reports'>): Promise<{ name: string; number: string }> {
    const person = await this.people.findById(subject, { name: 1, number: 1 }).lean();
    const open = (field: 'name' | 'number') => {
      const sealed = person?.[field];
      return sealed ? this.cipher.open(placeOf(subject, field), sealed) : '';
    };
    return { name: open('name'), number: maskNumber(open('number')) };
  }
}
