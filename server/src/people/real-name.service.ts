import type { ConsentText } from '@binhai/shared/contract/consents';
import { ageOn, type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { ADULT_AGE, checkIdentity, type IdentityKind } from '@binhai/shared/identifiers/identity';
import { checkName } from '@binhai/shared/identifiers/name';
import { maskName } from '@binhai/shared/text/mask';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { ConsentsService, type Giver } from '../consents/consents.service.js';
import { currentVersion } from '../consents/texts.js';
import { InboxService } from '../messages/inbox.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { faultPoint } from '../platform/faults.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { type Hashed, sameHash } from '../platform/hashed-fields.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { inTransaction } from '../platform/transactions.js';
import { IdentityPort, type IdentityQuestion } from '../ports/identity.port.js';
import { PortDown } from '../ports/port-down.js';
import { NUMBER_HASH } from '../records/records.service.js';
import type { Access } from '../register/access.js';
import { placeOf } from './accounts.service.js';
import { PeopleService } from './people.service.js';
import { Person } from './person.schema.js';

const REGISTER = { kind: 'service', id: 'real_name_register' } as const;
const KINDS: Readonly<Record<IdentityKind, NonNullable<Person['numberKind']>>> = {
  resident: 'resident_id',
  hk_permit: 'hmt_permit',
  macau_permit: 'hmt_permit',
  taiwan_permit: 'hmt_permit',
  foreign_permit: 'foreign_permanent',
  foreign_permit_old: 'foreign_permanent',
};
export interface RealNameInput {
  readonly name: string;
  readonly number: string;
  /** Of the consent text that was shown; absent: the current one. */
  readonly textVersion?: string | undefined;
}
export interface RealNamed {
  readonly assurance: 'basic' | 'high';
  readonly maskedName: string;
}
/** Name and number as a person typed them, and by what they are found. */
export interface Asked {
  readonly question: IdentityQuestion;
  readonly birth: LocalDate | null;
  readonly numberHash: Hashed;
  readonly nameHash: string;
}
/** Looks for which the person's own name and number are opened in plain. */
type Asking = 'real_name' | 'account_join' | 'plate_proof' | 'recognised_certificate';
type Names = Pick<Person, '_id' | 'name' | 'number' | 'numberHash' | 'assurance'>;

/** Real name, basic level (product A2): one person, one account; adults only. */
@Injectable()
export class RealNameService implements OnModuleInit {
  private readonly log = new Logger('real-name');

  constructor(
    @InjectModel(Person.name) private readonly people: Model<Person>,
    @InjectConnection() private readonly connection: Connection,
    private readonly states: PeopleService,
    private readonly register: IdentityPort,
    private readonly consents: ConsentsService,
    private readonly inbox: InboxService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.consents.whenWithdrawn('real_name', (giver, session) => this.forget(giver, session));
  }

  /** What a person agrees to before the number is typed. */
  consentText(): Promise<ConsentText> {
    return this.consents.text(REGISTER, 'real_name');
  }
  /**
   * Binds a name and a number to the account. The same pair again is answered as done. Nothing is stored unless all of it is: person, consent
   * and message change in one transaction, and a unique index keeps two accounts from one number.
   * @throws AppError identity_name_invalid, identity_number_invalid, identity_minor, identity_mismatch, identity_taken, identity_bound,
   * identity_service_down, consent_text_outdated
   */
  async verifyBasic(access: Access<'real_name'>, actor: Giver, input: RealNameInput): Promise<RealNamed> {
    const { textVersion = currentVersion('real_name') } = input;
    const asked = this.asked(input);
    const { question, numberHash } = asked;
    const before = await this.names(access);
    if (before.numberHash) return this.asBefore(before, question, numberHash);
    const born = await this.registered(asked);
    const seal = (field: 'name' | 'number' | 'born', text: string) => this.cipher.seal(placeOf(actor.personId, field), text);
    const set = {
      name: seal('name', question.name),
      number: seal('number', question.number),
      born: seal('born', born),
      numberKind: KINDS[question.kind],
      numberHash,
      assurance: 'basic' as const,
    };
    try {
      const bound = await inTransaction(this.connection, async (session) => {
        const r = await this.people.updateOne({ _id: actor.personId, frozenAt: null, numberHash: { $exists: false } }, { $set: set }, { session });
        if (r.modifiedCount === 0) return false;
        await this.states.standingChanged({ personId: actor.personId }, session);
        await this.consents.give(actor, REGISTER, 'real_name', textVersion, session);
        await this.inbox.add(actor.personId, 'real_name_done', {}, session);
        await faultPoint('people.real_name.before_commit');
        return true;
      });
      if (!bound) return this.asBefore(await this.names(access), question, numberHash); // another request of this account was first
    } catch (e) {
      if (isDuplicateKey(e, 'numberHash')) throw new AppError('identity_taken');
      throw e;
    }
    return { assurance: 'basic', maskedName: maskName(question.name) };
  }
  /** What was typed, checked as far as it tells by itself. @throws AppError consent_text_outdated, identity_name_invalid, identity_number_invalid, identity_minor */
  asked(input: RealNameInput): Asked {
    if ((input.textVersion ?? currentVersion('real_name')) !== currentVersion('real_name')) throw new AppError('consent_text_outdated');
    const { question, birth } = questionOf(input, localDateOf(this.clock.ms()));
    return { question, birth, numberHash: this.cipher.hashed(NUMBER_HASH, question.number), nameHash: this.nameHash(question) };
  }
  /** Asks the register; answers the date of birth. @throws AppError identity_mismatch, identity_minor, identity_service_down */
  async registered({ question, birth }: Asked): Promise<LocalDate> {
    const verdict = await this.register.check(question).catch((e: unknown) => {
      this.log.error(e instanceof PortDown ? e.message : 'register: failed');
      throw new AppError('identity_service_down');
    });
    const born = birth ?? (verdict.match ? verdict.birth : null);
    if (!verdict.match || born === null) throw new AppError('identity_mismatch');
    if (ageOn(born, localDateOf(this.clock.ms())) < ADULT_AGE) throw new AppError('identity_minor');
    return born;
  }
  /** Two names are equal when this is. */
  nameHash({ nameKey }: IdentityQuestion): string {
    return this.cipher.steady('people.name', nameKey);
  }
  /** The person's own name and number in plain, for asking a provider. @throws AppError identity_basic_required */
  async question(access: Access<Asking>): Promise<IdentityQuestion> {
    const { _id, name, number } = await this.names(access);
    if (name === undefined || number === undefined) throw new AppError('identity_basic_required');
    const open = { name: this.cipher.open(placeOf(_id, 'name'), name), number: this.cipher.open(placeOf(_id, 'number'), number) };
    return questionOf(open, localDateOf(this.clock.ms())).question;
  }

  private async names(access: Access<Asking>): Promise<Names> {
    return this.people.findById(access.subject, { name: 1, number: 1, numberHash: 1, assurance: 1 }).lean().orFail();
  }
  private asBefore({ _id, name, numberHash, assurance }: Names, asked: IdentityQuestion, askedHash: Hashed): RealNamed {
    const held = name === undefined ? '' : this.cipher.open(placeOf(_id, 'name'), name);
    if (assurance === 'none' || !sameHash(numberHash, askedHash) || keyOf(held) !== asked.nameKey) throw new AppError('identity_bound');
    return { assurance, maskedName: maskName(held) };
  }
  /** The consent to the check of the identity was withdrawn: the account is as before it, on every device, and what stands on it ends too. */
  private async forget(giver: Giver, session: ClientSession): Promise<void> {
    const { personId } = giver;
    await this.consents.withdrawFor(giver, 'credit', 'personal_grade', session);
    const unset = { name: 1, number: 1, numberHash: 1, numberKind: 1, born: 1 } as const;
    await this.people.updateOne(
      { _id: personId },
      { $unset: unset, $set: { assurance: 'none', 'sessions.$[].high': false, 'sessions.$[].highAt': null } },
      { session },
    );
    await this.states.standingChanged({ personId }, session);
  }
}

const keyOf = (name: string): string => {
  const checked = checkName(name);
  return checked.ok ? checked.value : '';
};
function questionOf({ name, number }: { name: string; number: string }, today: string): { question: IdentityQuestion; birth: string | null } {
  const n = checkName(name);
  if (!n.ok) throw new AppError('identity_name_invalid');
  const id = checkIdentity(number, today);
  if (!id.ok) throw new AppError(id.reason === 'identity_under_age' ? 'identity_minor' : 'identity_number_invalid');
  return { question: { name: n.shown, nameKey: n.value, number: id.value, kind: id.kind }, birth: id.birth };
}
