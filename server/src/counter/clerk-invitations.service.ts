import type { acceptInvite, inviteClerk, lookAtInvite } from '@binhai/shared/contract/clerks';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { shortCode } from '@binhai/shared/identifiers/short-code';
import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { type Limit, Limits } from '../platform/limits.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { newShortCode } from '../platform/short-code.js';
import { inTransaction } from '../platform/transactions.js';
import { ClerkInvitation } from './clerk-invitation.schema.js';

const OPEN_MS = 30 * 60_000;
const KEPT_MS = 30 * 86_400_000;
const HOUR = 3600;
const LIMITS = {
  made: { name: 'clerks.made', max: 60, windowSeconds: HOUR },
  /** Eight characters are one of 31⁸: ten guesses an hour are hopeless for a person, a hundred for an address. */
  tried: { name: 'clerks.tried', max: 10, windowSeconds: HOUR },
  triedFrom: { name: 'clerks.tried_from', max: 100, windowSeconds: HOUR },
} as const satisfies Record<string, Omit<Limit, 'key'>>;
/** In the sandbox everybody comes from one address, this machine's. */
const SANDBOX_ADDRESSES = 100;
/** Two who accept at the same moment may be given the same staff number: the second is given the next. */
const TRIES = 5;
const LINK = /[?&]i=([A-Za-z0-9_-]{22})(?:[&#]|$)/;

/** A manager shows a code, one person accepts it and is a clerk of that shop from then on (docs/adr/0031). */
@Injectable()
export class ClerkInvitationsService {
  constructor(
    @InjectModel(ClerkInvitation.name) private readonly invitations: Model<ClerkInvitation>,
    @InjectConnection() private readonly connection: Connection,
    private readonly memberships: MembershipsService,
    private readonly organisations: OrganisationsService,
    private readonly inbox: InboxService,
    private readonly limits: Limits,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The caller has checked that the shop is the manager's. @throws AppError auth_attempts_limit */
  async make(actor: Actor, organisationId: string, shop: { _id: string; name: string }): Promise<ReplyOf<typeof inviteClerk>> {
    await this.take({ ...LIMITS.made, key: actor.personId });
    const [_id, link, code, now] = [newId(), newId(), newShortCode(), this.clock.now()];
    const until = new Date(now.getTime() + OPEN_MS);
    await native(this.invitations).insertOne({
      _id,
      organisationId,
      shopId: shop._id,
      state: 'open',
      codes: [this.hash(link), this.hash(code)],
      until,
      by: actor.personId,
      acceptedBy: null,
      createdAt: now,
      goneAt: this.clock.machine(KEPT_MS),
    });
    return { id: _id, shop: shop.name, link: `${this.config.PUBLIC_URL}/packages/counter/join/index?i=${link}`, code, until: until.toISOString() };
  }
  /** Those that may still be accepted, of these shops; the one that ends first stands first. */
  async open(organisationId: string, shopIds: readonly string[]): Promise<ClerkInvitation[]> {
    return native(this.invitations) // index {organisationId, state, until}
      .find({ organisationId, state: 'open', until: { $gt: this.clock.now() }, shopId: { $in: [...shopIds] } })
      .sort({ until: 1 })
      .toArray();
  }
  /** A second time changes nothing. @throws AppError clerk_invite_unknown, clerk_invite_used */
  async withdraw(organisationId: string, shopIds: readonly string[], id: string): Promise<void> {
    const which = { _id: id, organisationId, shopId: { $in: [...shopIds] } };
    const r = await native(this.invitations).updateOne({ ...which, state: 'open' }, { $set: { state: 'withdrawn' } });
    if (r.modifiedCount === 1) return;
    const found = await native(this.invitations).findOne(which);
    if (!found) throw new AppError('clerk_invite_unknown');
    if (found.state === 'accepted') throw new AppError('clerk_invite_used');
  }

  /** What the code means, before anything is accepted. @throws AppError as the endpoint lists */
  async look(actor: Actor, ip: string, text: string): Promise<ReplyOf<typeof lookAtInvite>> {
    const invitation = await this.found(actor, ip, text);
    const [organisation, shop] = await Promise.all([this.organisations.get(invitation.organisationId), this.organisations.shop(invitation.shopId)]);
    return { organisation: organisation?.name ?? '', shop: shop?.name ?? '', address: shop?.address ?? '', until: invitation.until.toISOString() };
  }
  /** One of all who hold the code becomes the clerk; the others are told. @throws AppError as the endpoint lists */
  async accept(actor: Actor, ip: string, text: string): Promise<ReplyOf<typeof acceptInvite>> {
    const { _id, shopId } = await this.found(actor, ip, text);
    const shop = (await this.organisations.shop(shopId))?.name ?? '';
    for (let i = 0; i < TRIES; i++) {
      try {
        const member = await inTransaction(this.connection, async (session) => {
          const taken = await native(this.invitations).findOneAndUpdate(
            { _id, state: 'open', until: { $gt: this.clock.now() } },
            { $set: { state: 'accepted', acceptedBy: actor.personId } },
            { session },
          );
          if (!taken) return null;
          const made = await this.memberships.joinShop({ personId: actor.personId, organisationId: taken.organisationId, role: 'clerk' }, shopId, 'C', session);
          if (!made) throw new AppError('clerk_already');
          await this.inbox.add(taken.by, 'clerk_joined', { number: made.staffNumber, shop }, session);
          return made;
        });
        if (member) return { membershipId: member.id, shop, staffNumber: member.staffNumber };
        const now = await native(this.invitations).findOne({ _id });
        throw this.refusalOf(now) ?? new AppError('clerk_invite_used');
      } catch (e) {
        if (!isDuplicateKey(e)) throw e;
        if (isDuplicateKey(e, 'personId')) throw new AppError('clerk_already'); // another invitation of the same shop, accepted meanwhile
      }
    }
    throw new AppError('service_busy', { retryAfter: 1 });
  }

  private async found(actor: Actor, ip: string, text: string): Promise<ClerkInvitation> {
    await this.take({ ...LIMITS.triedFrom, max: LIMITS.triedFrom.max * (this.config.SANDBOX ? SANDBOX_ADDRESSES : 1), key: ip });
    await this.take({ ...LIMITS.tried, key: actor.personId });
    const code = LINK.exec(text)?.[1] ?? shortCode(text);
    if (!code) throw new AppError('clerk_invite_foreign');
    const invitation = await native(this.invitations).findOne({ codes: { $in: this.cipher.everyHash('clerk_invitations.code', code) } }); // index {codes}
    if (!invitation) throw new AppError('clerk_invite_unknown');
    await this.limits.clear({ ...LIMITS.tried, key: actor.personId }); // a right code is no guess
    const refusal = this.refusalOf(invitation);
    if (refusal) throw refusal;
    const { organisationId, shopId } = invitation;
    if (await this.memberships.clerkAt(actor.personId, organisationId, shopId)) throw new AppError('clerk_already');
    return invitation;
  }
  private refusalOf(invitation: ClerkInvitation | null): AppError | null {
    if (!invitation) return new AppError('clerk_invite_unknown');
    if (invitation.state === 'accepted') return new AppError('clerk_invite_used');
    if (invitation.state === 'withdrawn') return new AppError('clerk_invite_withdrawn');
    return invitation.until.getTime() <= this.clock.ms() ? new AppError('clerk_invite_expired') : null;
  }
  private hash(code: string): string {
    return this.cipher.hash('clerk_invitations.code', code);
  }
  private async take(limit: Limit): Promise<void> {
    const taken = await this.limits.take(limit);
    if (!taken.ok) throw new AppError('auth_attempts_limit', { retryAfter: taken.retryAfter });
  }
}
