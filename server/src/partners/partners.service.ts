import type { PartnerClaim } from '@binhai/shared/contract/http';
import type { PartnerKind, PartnerPurpose, PartnerState } from '@binhai/shared/contract/partners';
import type { Grade } from '@binhai/shared/rules/grade';
import { oneGrade, oneQuestion, type PartnerScope } from '@binhai/shared/rules/partner-scope';
import { Inject, Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { BatchedReader } from '../platform/batched-reader.js';
import { Clock } from '../platform/clock.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { type DeclaredPurpose, Partner, type PartnerKey } from './partner.schema.js';
import { publicKeyOf } from './signature.js';

export interface NewPartner {
  /** An organisation that exists. */
  readonly id: string;
  readonly kind: PartnerKind;
  readonly state: PartnerState;
  readonly purposes: readonly DeclaredPurpose[];
  readonly claims: readonly PartnerClaim[];
  /** Where events go: https, in the sandbox also this machine; null: nowhere. */
  readonly webhook?: string | null;
}
export interface NewKey {
  /** The part of the key id behind the partner's: 1–32 letters, digits, `-`, `_`. */
  readonly name: string;
  /** Raw Ed25519 public key, base64url. */
  readonly publicKey: string;
  readonly from: Date;
  readonly until: Date | null;
  /** Who adds it. */
  readonly by: string;
}
const MOST_KEYS = 16;
export const keyIdOf = (partnerId: string, name: string): string => `${partnerId}.${name}`;

/** What a business's offers in use ask under a consent's purpose. */
export type Offered = (organisationId: string) => PartnerScope['purposes'];

/** The registry of partners. Nothing here is personal data, and nothing is cached: a revoked key ends with the next request. */
@Injectable()
export class PartnersService {
  private readonly byId: BatchedReader<Partner>;
  private offered: Offered = () => [];

  constructor(
    @InjectModel(Partner.name) private readonly model: Model<Partner>,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const fields = { name: 1, kind: 1, state: 1, purposes: 1, claims: 1, keys: 1, webhook: 1, proposed: 1, createdAt: 1, rev: 1 };
    this.byId = new BatchedReader(() => this.model.collection as never, fields);
  }

  /** Read only: shared by concurrent callers. */
  get(id: string): Promise<Partner | null> {
    return this.byId.get(id);
  }
  /** The partner in whose name a key id is; whether it has that key is for the caller to see. */
  ofKey(keyId: string): Promise<Partner | null> {
    return this.byId.get(keyId.slice(0, keyId.lastIndexOf('.')));
  }
  /** What it declared for a purpose, while it is active; null when it did not, or is not: then nothing is told to it. */
  async declared(id: string, purpose: PartnerPurpose): Promise<DeclaredPurpose | null> {
    const partner = await this.get(id);
    return partner?.state === 'active' ? (partner.purposes.find((p) => p.purpose === purpose) ?? null) : null;
  }
  /** How many may call. */
  active(): Promise<number> {
    return this.model.countDocuments({ state: 'active' }); // dozens in all
  }
  /**
   * Whether a question under this purpose is the one it registered: by the same minimum grade (domain rule 2). By any other nobody may be asked about at
   * all, so that neither desk alone can widen what a partner learns.
   */
  async asks(id: string, purpose: PartnerPurpose, minGrade: Grade | null): Promise<boolean> {
    const declared = await this.declared(id, purpose);
    return declared !== null && declared.minGrade === minGrade;
  }
  /** The catalogue tells here what its offers ask; the registry knows nothing of offers. */
  offersAsk(offered: Offered): void {
    this.offered = offered;
  }
  /** Whether these purposes and the offers in use of the same business are one question. */
  fitsOffers(id: string, purposes: PartnerScope['purposes']): boolean {
    return oneQuestion(purposes, this.offered(id));
  }
  /** Whether an offer may ask this: what the business's system is registered for, active or not, asks the same. */
  async fitsRegistry(id: string, offered: PartnerScope['purposes'][number]): Promise<boolean> {
    return oneQuestion((await this.get(id))?.purposes ?? [], [offered]);
  }
  /** By id, a page of so many behind `after`; with `only`, that one alone. */
  async page(after: string, most: number, only: string | null): Promise<Partner[]> {
    const which = only === null ? { _id: { $gt: after } } : { _id: only };
    return native(this.model).find(which).sort({ _id: 1 }).limit(most).toArray();
  }
  /** Changes what is registered, if it still is as it was seen. Answers it as it now is; null when somebody was faster. */
  async change(seen: Pick<Partner, '_id' | 'rev'>, set: Partial<Omit<Partner, '_id' | 'rev' | 'keys'>>): Promise<Partner | null> {
    return native(this.model).findOneAndUpdate({ _id: seen._id, rev: seen.rev }, { $set: set, $inc: { rev: 1 } }, { returnDocument: 'after' });
  }
  /** A new registration; false when there is one under this id. */
  async create(partner: Partner): Promise<boolean> {
    try {
      await native(this.model).insertOne(partner);
      return true;
    } catch (e) {
      if (isDuplicateKey(e)) return false;
      throw e;
    }
  }
  /**
   * Registers a partner, or renews what is registered; its keys stay. Throws for an organisation that does not exist and for minimum grades
   * that differ: several questions would tell more than one (domain rule 2).
   */
  async put({ id, webhook = null, ...fields }: NewPartner): Promise<void> {
    const organisation = await this.organisations.get(id);
    if (!organisation) throw new Error(`partner: no organisation ${id}`);
    if (webhook !== null && !this.mayCall(webhook)) throw new Error(`partner ${id}: events go by https`);
    if (!oneGrade(fields.purposes)) throw new Error(`partner ${id}: minimum grades differ`);
    await native(this.model).updateOne(
      { _id: id },
      { $set: { ...fields, webhook, name: organisation.name }, $setOnInsert: { keys: [], proposed: null, createdAt: this.clock.now() }, $inc: { rev: 1 } },
      { upsert: true },
    );
  }
  /** The same as `tryAddKey`, for what must not fail. Throws when the name is taken, and for too many. */
  async addKey(partnerId: string, key: NewKey): Promise<string> {
    const kid = await this.tryAddKey(partnerId, key);
    if (kid === null) throw new Error(`partner ${partnerId}: no room for key ${key.name}`);
    return kid;
  }
  /** Adds a key under a name of its own; the ones before it go on. Answers its id; null when the name was used before, and for too many. */
  async tryAddKey(partnerId: string, { name, publicKey, from, until, by }: NewKey): Promise<string | null> {
    publicKeyOf(publicKey);
    const kid = keyIdOf(partnerId, name);
    const key: PartnerKey = { kid, publicKey, from, until, revokedAt: null, addedBy: by, addedAt: this.clock.now() };
    const added = await native(this.model).updateOne(
      { _id: partnerId, 'keys.kid': { $ne: kid }, [`keys.${MOST_KEYS - 1}`]: { $exists: false } },
      { $push: { keys: key }, $inc: { rev: 1 } },
    );
    return added.modifiedCount === 1 ? kid : null;
  }
  /** From now on it verifies nothing. Answers false when there was nothing to revoke. */
  async revokeKey(partnerId: string, kid: string): Promise<boolean> {
    const now = this.clock.now();
    const done = await native(this.model).updateOne(
      { _id: partnerId, keys: { $elemMatch: { kid, revokedAt: null } } },
      { $set: { 'keys.$.revokedAt': now }, $inc: { rev: 1 } },
    );
    return done.modifiedCount === 1;
  }
  /** Whether events may go there: https and a name, or this machine in the sandbox. No user, no port but 443 and the sandbox's. */
  mayCall(address: string): boolean {
    if (!URL.canParse(address)) return false;
    const { protocol, hostname, username, password, port } = new URL(address);
    if (username !== '' || password !== '') return false;
    if (this.config.SANDBOX && protocol === 'http:') return hostname === '127.0.0.1' || hostname === 'localhost';
    return protocol === 'https:' && port === '' && /[a-z]$/.test(hostname) && hostname.includes('.');
  }
}
