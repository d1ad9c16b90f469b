import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { FieldCipher } from '../platform/field-cipher.js';
import { PHONE_LABELS, type Subject } from '../platform/held.js';
import { native } from '../platform/native.js';
import { placeOf } from './accounts.service.js';
import { type LeavingState, Person } from './person.schema.js';

const NAMES = ['phoneHash', 'wechatHash', 'numberHash'] as const;
/** What came of trying to begin an erasure. */
export type Begun =
  | { readonly state: 'none' }
  | { readonly state: 'frozen' }
  | { readonly state: 'erasing'; readonly subject: Subject; readonly askedAt: Date };

/** How far an account is on its way out. Each move is one conditional update. */
@Injectable()
export class LeavingService {
  constructor(
    @InjectModel(Person.name) private readonly people: Model<Person>,
    private readonly cipher: FieldCipher,
  ) {}

  async of(personId: string): Promise<{ leaving: LeavingState | null; optedIn: boolean }> {
    const { leaving, standing } = await this.people.findById(personId, { leaving: 1, standing: 1 }).lean().orFail();
    return { leaving: leaving ?? null, optedIn: Boolean(standing?.optedInAt) };
  }
  /** The names under which everything of a person is found; null when there is no such account. */
  async subjectOf(personId: string): Promise<Subject | null> {
    const person = await this.people.findById(personId, { phone: 1, phoneHash: 1, wechatHash: 1, numberHash: 1, joined: 1 }).lean();
    if (!person) return null;
    return { ...this.named(person), phone: person.phoneHash, wechat: person.wechatHash, number: person.numberHash };
  }
  /** False when it was asked for before, or the account is frozen. */
  async ask(personId: string, leaving: Omit<LeavingState, 'state'>, session: ClientSession): Promise<boolean> {
    const r = await this.people.updateOne(
      { _id: personId, leaving: { $exists: false }, frozenAt: null },
      { $set: { leaving: { ...leaving, state: 'waiting' } } },
      { session },
    );
    return r.modifiedCount === 1;
  }
  /** False when there is nothing to take back any more. */
  async undo(personId: string): Promise<boolean> {
    return (await this.people.updateOne({ _id: personId, 'leaving.state': 'waiting' }, { $unset: { leaving: 1 } })).modifiedCount === 1;
  }
  /**
   * Takes the account from its person for good once it is due: nobody logs in to it from here on, its number and phone are free. Again for one
   * that was begun answers the same.
   */
  async begin(receipt: string, now: Date): Promise<Begun> {
    const taken = Object.fromEntries(NAMES.map((n) => [`leaving.${n}`, `$${n}`]));
    await native(this.people).updateOne(
      { 'leaving.receipt': receipt, 'leaving.state': 'waiting', 'leaving.dueAt': { $lte: now }, frozenAt: null },
      [{ $set: { 'leaving.state': 'erasing', epoch: { $add: ['$epoch', 1] }, sessions: [], ...taken } }, { $unset: [...NAMES] }],
      { writeConcern: { w: 'majority' } },
    );
    const person = await this.people.findOne({ 'leaving.receipt': receipt }, { phone: 1, leaving: 1, joined: 1 }).lean(); // unique index leaving.receipt
    if (!person?.leaving) return { state: 'none' };
    const { state, askedAt, phoneHash: phone, wechatHash: wechat, numberHash: number } = person.leaving;
    return state === 'erasing' ? { state, askedAt, subject: { ...this.named(person), phone, wechat, number } } : { state: 'frozen' };
  }

  private named({ _id, joined, phone }: Pick<Person, '_id' | 'joined' | 'phone'>): Subject {
    const plain = phone && this.cipher.open(placeOf(_id, 'phone'), phone);
    const hashes = plain ? PHONE_LABELS.map((label) => [label, this.cipher.everyHash(label, plain)]) : [];
    return { person: [_id, ...(joined ?? [])], ...Object.fromEntries(hashes) };
  }
}
