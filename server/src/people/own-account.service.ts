import type { Account } from '@binhai/shared/contract/people';
import { maskMobile, maskName } from '@binhai/shared/text/mask';
import { Inject, Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import type { Access } from '../register/access.js';
import { placeOf } from './accounts.service.js';
import { Person } from './person.schema.js';

/** The person's own account, as shown to its holder: masked even there, a phone is read over shoulders. */
@Injectable()
export class OwnAccountService {
  constructor(
    @InjectModel(Person.name) private readonly people: Model<Person>,
    private readonly memberships: MembershipsService,
    private readonly inbox: InboxService,
    private readonly parameters: ParametersService,
    private readonly cipher: FieldCipher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async me(access: Access<'own_account'>, actor: Actor): Promise<Account> {
    const id = access.subject;
    const [person, memberships, unreadMessages] = await Promise.all([
      this.people.findById(id, { name: 1, phone: 1, assurance: 1, standing: 1, leaving: 1 }).lean().orFail(),
      this.memberships.lines(id),
      this.inbox.unread(id),
    ]);
    const open = (field: 'name' | 'phone') => {
      const sealed = person[field];
      return sealed === undefined ? '' : this.cipher.open(placeOf(id, field), sealed);
    };
    return {
      id,
      maskedName: maskName(open('name')),
      maskedPhone: maskMobile(open('phone')),
      assurance: person.assurance,
      highOnThisDevice: actor.highOnThisDevice,
      steppedUpUntil: actor.steppedUpUntil?.toISOString() ?? null,
      role: actor.role,
      membershipId: actor.membershipId,
      memberships,
      personalGrade: this.parameters.personalGrade(),
      optedIn: Boolean(person.standing?.optedInAt),
      unreadMessages,
      leavesAt: person.leaving?.dueAt.toISOString() ?? null,
      atTerminal: actor.terminal !== undefined,
      sandbox: this.config.SANDBOX,
    };
  }
}
