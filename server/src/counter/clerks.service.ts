import type { clerks, inviteClerk } from '@binhai/shared/contract/clerks';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { NamesService } from '../people/names.service.js';
import { AppError } from '../platform/app-error.js';
import type { Actor } from '../platform/context.js';
import { inTransaction } from '../platform/transactions.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { ClerkInvitationsService } from './clerk-invitations.service.js';
import { PinsService } from './pins.service.js';

/** The manager's own business and the shops of it that the manager is for. */
interface Managed {
  readonly organisationId: string;
  readonly shops: readonly { readonly _id: string; readonly name: string }[];
}

/** A manager's clerks: who they are, whom to invite, who goes. */
@Injectable()
export class ClerksService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly memberships: MembershipsService,
    private readonly organisations: OrganisationsService,
    private readonly invitations: ClerkInvitationsService,
    private readonly names: NamesService,
    private readonly register: RegisterService,
    private readonly inbox: InboxService,
    private readonly pins: PinsService,
  ) {}

  /** A look at each of them, on record, by the ground that they work there. */
  async list(actor: Actor): Promise<ReplyOf<typeof clerks>> {
    const { organisationId, shops } = await this.managed(actor);
    const nameOf = new Map(shops.map((s) => [s._id, s.name]));
    const [held, open, organisation] = await Promise.all([
      this.memberships.inRole(organisationId, 'clerk'),
      this.invitations.open(organisationId, [...nameOf.keys()]),
      this.organisations.get(organisationId),
    ]);
    const items = await Promise.all(
      held
        .filter((m) => m.shopIds.length === 0 || m.shopIds.some((id) => nameOf.has(id)))
        .map(async (m) => {
          const access = await this.register.other({
            subject: m.personId,
            kind: 'merchant',
            actor: actor.personId,
            organisationId,
            purpose: 'membership_admin',
            basis: BASES.clerk,
            items: ['姓名（部分）', '工号'],
          });
          const at = m.shopIds.length === 0 ? shops.map((s) => s.name) : m.shopIds.flatMap((id) => nameOf.get(id) ?? []);
          return { id: m._id, maskedName: await this.names.masked(access), staffNumber: m.staffNumber, shops: at, since: m.createdAt.toISOString() };
        }),
    );
    return {
      organisation: organisation?.name ?? '',
      shops: shops.map(({ _id, name }) => ({ id: _id, name })),
      items,
      invitations: open.map((i) => ({ id: i._id, shop: nameOf.get(i.shopId) ?? '', until: i.until.toISOString() })),
    };
  }
  /** @throws AppError clerk_shop_unknown, auth_attempts_limit */
  async invite(actor: Actor, shopId: string): Promise<ReplyOf<typeof inviteClerk>> {
    const { organisationId, shops } = await this.managed(actor);
    const shop = shops.find((s) => s._id === shopId);
    if (!shop) throw new AppError('clerk_shop_unknown');
    return this.invitations.make(actor, organisationId, shop);
  }
  /** @throws AppError clerk_invite_unknown, clerk_invite_used */
  async withdraw(actor: Actor, id: string): Promise<void> {
    const { organisationId, shops } = await this.managed(actor);
    const shopIds = shops.map((s) => s._id);
    await this.invitations.withdraw(organisationId, shopIds, id);
  }
  /** From the clerk's next request on. Of a manager for some shops only: from those shops. @throws AppError clerk_unknown */
  async remove(actor: Actor, id: string): Promise<void> {
    const { organisationId, shops } = await this.managed(actor);
    const m = (await this.memberships.inRole(organisationId, 'clerk')).find((held) => held._id === id);
    const mine = new Set(shops.map((s) => s._id));
    const all = m?.shopIds.length === 0 ? (await this.organisations.shopsOf(organisationId)).map((s) => s._id) : (m?.shopIds ?? []);
    const left = all.filter((shop) => !mine.has(shop));
    if (!m || left.length === all.length) throw new AppError('clerk_unknown');
    const organisation = (await this.organisations.get(organisationId))?.name ?? '';
    await inTransaction(this.connection, async (session) => {
      if (left.length > 0) return this.memberships.limitTo(id, left, session);
      await this.pins.forget(id, session);
      if (await this.memberships.end(id, { organisationId, role: 'clerk' }, session))
        await this.inbox.add(m.personId, 'clerk_removed', { organisation }, session);
    });
  }

  /** The business and the shops that the manager is for. */
  async managed({ membershipId, personId, organisationId }: Actor): Promise<Managed> {
    const shopIds = membershipId === null ? null : await this.memberships.shopsFor(membershipId, personId);
    if (!shopIds || organisationId === null) throw new AppError('auth_forbidden');
    const shops = (await this.organisations.shopsOf(organisationId)).filter((s) => shopIds.includes(s._id));
    return { organisationId, shops };
  }
}
