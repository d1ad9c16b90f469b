import { type Role, STAFF_ROLES } from '@binhai/shared/contract/http';
import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { BatchedReader } from '../platform/batched-reader.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { Membership } from './membership.schema.js';
import { OrganisationsService } from './organisations.service.js';

export interface NewMembership {
  readonly personId: string;
  readonly organisationId: string;
  readonly role: Role;
  readonly staffNumber: string;
  readonly shopIds?: readonly string[];
  readonly scope?: readonly string[];
  readonly until?: string;
}
export interface MembershipLine {
  readonly id: string;
  readonly role: Role;
  readonly organisation: string;
  readonly organisationId: string;
  readonly staffNumber: string;
  readonly until: string | null;
}
const isStaff = (role: Role) => (STAFF_ROLES as readonly Role[]).includes(role);

/** Who may act for whom. Read for every request made in a role, so that an ended membership ends at once. */
@Injectable()
export class MembershipsService {
  private readonly byId: BatchedReader<Membership>;

  constructor(
    @InjectModel(Membership.name) private readonly memberships: Model<Membership>,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {
    this.byId = new BatchedReader(() => this.memberships.collection as never, {
      personId: 1,
      organisationId: 1,
      role: 1,
      shopIds: 1,
      staffNumber: 1,
      state: 1,
      scope: 1,
      until: 1,
    });
  }

  /** Throws a duplicate key error for a second active membership of the same person, organisation and role, and for a staff number in use. */
  async add(m: NewMembership, session?: ClientSession): Promise<string> {
    const _id = newId();
    const { shopIds = [], scope = [], until = null, ...fields } = m;
    const doc = { _id, ...fields, shopIds: [...shopIds], scope: [...scope], until, state: 'active', createdAt: this.clock.now(), endedAt: null };
    await this.memberships.collection.insertOne(doc as never, session ? { session } : {});
    return _id;
  }
  /**
   * A member of one shop more: a new membership, or one more shop of the one there is. Null when it covers the shop already.
   * Throws a duplicate key error when another caller was first.
   */
  async joinShop(
    who: Pick<NewMembership, 'personId' | 'organisationId' | 'role'>,
    shopId: string,
    prefix: string,
    session: ClientSession,
  ): Promise<{ id: string; staffNumber: string } | null> {
    const there = await this.memberships.findOne({ ...who, state: 'active' }, null, { session }).lean(); // unique index
    if (!there || !this.holds(there)) {
      if (there) await this.end(there._id, {}, session);
      const staffNumber = await this.nextNumber(who.organisationId, prefix, session);
      return { id: await this.add({ ...who, staffNumber, shopIds: [shopId] }, session), staffNumber };
    }
    const r = await this.memberships.updateOne(
      { _id: there._id, state: 'active', $and: [{ shopIds: { $ne: [] } }, { shopIds: { $ne: shopId } }] },
      { $push: { shopIds: shopId } },
      { session },
    );
    return r.modifiedCount === 1 ? { id: there._id, staffNumber: there.staffNumber } : null;
  }
  /** Leaves the member these shops only. */
  async limitTo(id: string, shopIds: readonly string[], session: ClientSession): Promise<void> {
    await this.memberships.updateOne({ _id: id, state: 'active' }, { $set: { shopIds: [...shopIds] } }, { session });
  }
  /** Whether the person is a clerk of this shop now. */
  async clerkAt(personId: string, organisationId: string, shopId: string): Promise<boolean> {
    const held = await this.of(personId);
    return held.some((m) => m.organisationId === organisationId && m.role === 'clerk' && (m.shopIds.length === 0 || m.shopIds.includes(shopId)));
  }
  /** Ends it for the next request of anybody who acts under it. False when it had ended before. */
  async end(id: string, also: Partial<Pick<Membership, 'personId' | 'organisationId' | 'role'>> = {}, session?: ClientSession): Promise<boolean> {
    const ended = { $set: { state: 'ended', endedAt: this.clock.now() } } as const;
    const r = await this.memberships.updateOne({ _id: id, state: 'active', ...also }, ended, session ? { session } : {});
    return r.modifiedCount === 1;
  }
  /** All of one account's to another; where both hold the same one, the other's stays and this ends. */
  async move(from: string, into: string, session: ClientSession): Promise<void> {
    const held = await this.memberships.find({ personId: into, state: 'active' }, null, { session }).lean(); // index {personId, …}
    const same = held.map(({ organisationId, role }) => ({ organisationId, role }));
    if (same.length) {
      const ended = { $set: { state: 'ended', endedAt: this.clock.now() } } as const;
      await this.memberships.updateMany({ personId: from, state: 'active', $or: same }, ended, { session });
    }
    await this.memberships.updateMany({ personId: from }, { $set: { personId: into } }, { session });
  }
  /** Ends all of a person's, in the caller's transaction. */
  async endAll(personId: string, session: ClientSession): Promise<void> {
    await this.memberships.updateMany({ personId, state: 'active' }, { $set: { state: 'ended', endedAt: this.clock.now() } }, { session });
  }
  /** The membership if it is this person's and holds now; else null. Batched, never cached. */
  async holding(id: string, personId: string): Promise<Membership | null> {
    const m = await this.byId.get(id);
    return m && m.personId === personId && this.holds(m) ? m : null;
  }
  /** All of an organisation in one role that hold now, oldest first. */
  async inRole(organisationId: string, role: Role, session?: ClientSession): Promise<Membership[]> {
    const found = await this.memberships // index {organisationId, state, role, createdAt}
      .find({ organisationId, state: 'active', role }, null, session ? { session } : {})
      .sort({ createdAt: 1 })
      .lean();
    return found.filter((m) => this.holds(m));
  }
  /** Each person once who holds this role anywhere now. For rare alarms: it walks the memberships in force. */
  async everyoneIn(role: Role): Promise<string[]> {
    const found = await this.memberships.find({ state: 'active', role }).lean();
    return [...new Set(found.filter((m) => this.holds(m)).map((m) => m.personId))];
  }
  /** A number nobody of this organisation had before; two callers at once may get the same, and the unique index refuses one. */
  async nextNumber(organisationId: string, prefix: string, session: ClientSession): Promise<string> {
    const n = await this.memberships.countDocuments({ organisationId }, { session }); // index {organisationId, …}
    return `${prefix}${String(n + 1).padStart(3, '0')}`;
  }
  /** The shops a member may act at now; null when the membership does not hold. */
  async shopsFor(id: string, personId: string): Promise<string[] | null> {
    const m = await this.holding(id, personId);
    if (!m) return null;
    return m.shopIds.length ? m.shopIds : (await this.organisations.shopsOf(m.organisationId)).map((s) => s._id);
  }
  /** All that hold now, oldest first. */
  async of(personId: string): Promise<Membership[]> {
    const all = await this.memberships.find({ personId, state: 'active' }).sort({ createdAt: 1, _id: 1 }).lean(); // index {personId, …}
    return all.filter((m) => this.holds(m));
  }
  async staffOf(personId: string): Promise<Membership[]> {
    return (await this.of(personId)).filter((m) => isStaff(m.role));
  }
  async lines(personId: string): Promise<MembershipLine[]> {
    const held = await this.of(personId);
    const names = await this.organisations.names(held.map((m) => m.organisationId));
    return held.map((m) => ({
      id: m._id,
      role: m.role,
      organisation: names.get(m.organisationId) ?? '',
      organisationId: m.organisationId,
      staffNumber: m.staffNumber,
      until: m.until,
    }));
  }
  /**
   * How a resident reads who looked: 单位名称（工号）, never a name. One query for a page of the register.
   * @returns key `personId|organisationId` → text
   */
  async who(lookers: readonly { personId: string; organisationId: string }[]): Promise<Map<string, string>> {
    const key = (personId: string, organisationId: string) => `${personId}|${organisationId}`;
    const [names, found] = await Promise.all([
      this.organisations.names(lookers.map((l) => l.organisationId)),
      // index {personId, organisationId, role}; ended ones too: the look stays theirs
      this.memberships.find({ personId: { $in: lookers.map((l) => l.personId) }, organisationId: { $in: lookers.map((l) => l.organisationId) } }).lean(),
    ]);
    const numbers = new Map(found.map((m) => [key(m.personId, m.organisationId), m.staffNumber]));
    return new Map(
      lookers.map((l) => {
        const k = key(l.personId, l.organisationId);
        const number = numbers.get(k);
        return [k, `${names.get(l.organisationId) ?? '已注销的单位'}${number ? `（工号 ${number}）` : ''}`];
      }),
    );
  }

  /** Everybody who is or was a member of the organisation. */
  async peopleOf(organisationId: string): Promise<Set<string>> {
    const found = await this.memberships.find({ organisationId }, { personId: 1 }).lean(); // index {organisationId, staffNumber}
    return new Set(found.map((m) => m.personId));
  }
  /** Who has or had this staff number at one of these organisations. */
  async byStaffNumber(organisationIds: readonly string[], staffNumber: string): Promise<string[]> {
    const found = await this.memberships.find({ organisationId: { $in: [...organisationIds] }, staffNumber }, { personId: 1 }).lean(); // the same index
    return found.map((m) => m.personId);
  }

  private holds(m: Membership): boolean {
    return m.state === 'active' && (m.until === null || m.until >= localDateOf(this.clock.ms()));
  }
}
