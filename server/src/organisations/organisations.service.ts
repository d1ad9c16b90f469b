import { checkUscc } from '@binhai/shared/identifiers/uscc';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { BatchedReader } from '../platform/batched-reader.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { Organisation, Shop } from './organisation.schema.js';

export type FirmNamed = Pick<Organisation, '_id' | 'name'>;
export type NewOrganisation = Omit<Organisation, 'createdAt'>;

/** Organisations and their shops. Nothing here is personal data. */
@Injectable()
export class OrganisationsService {
  private readonly byId: BatchedReader<Organisation>;
  private readonly shopById: BatchedReader<Shop>;

  constructor(
    @InjectModel(Organisation.name) private readonly organisations: Model<Organisation>,
    @InjectModel(Shop.name) private readonly shopModel: Model<Shop>,
    private readonly clock: Clock,
  ) {
    this.byId = new BatchedReader(() => this.organisations.collection as never, { name: 1, kind: 1, uscc: 1, contact: 1, createdAt: 1 });
    this.shopById = new BatchedReader(() => this.shopModel.collection as never, { organisationId: 1, name: 1, address: 1, zone: 1 });
  }

  /** Writes or renews it under its id. Throws for a code that fails its check: a wrong code is a programming or import error, not a person's. */
  async put(o: NewOrganisation): Promise<void> {
    const { _id, ...fields } = o;
    if (o.uscc !== undefined && !checkUscc(o.uscc).ok) throw new Error(`organisation ${_id}: uscc fails its check`);
    await this.organisations.updateOne({ _id }, { $set: fields, $setOnInsert: { createdAt: this.clock.now() } }, { upsert: true });
  }
  /** The body of this code, made as a firm if there is none. Safe for any number of callers: a unique index decides. */
  async firm(uscc: string, name: string): Promise<Organisation> {
    const fresh = { _id: newId(), kind: 'firm', name, contact: '企业登记的联系方式', createdAt: this.clock.now() } as const;
    try {
      await this.organisations.updateOne({ uscc }, { $setOnInsert: fresh }, { upsert: true });
    } catch (e) {
      if (!isDuplicateKey(e)) throw e; // somebody else made it at this moment
    }
    return (await this.byCode(uscc)) ?? { ...fresh, uscc };
  }
  /** Null when no body with this code is here. */
  async byCode(uscc: string): Promise<Organisation | null> {
    return this.organisations.findOne({ uscc }).lean(); // unique index
  }
  /** The source unit that made a record, by the code the record carries, else by its name as it is written there. Some hundred units, none of them personal. */
  async unitOf(code: string | null, name: string): Promise<Organisation | null> {
    const found = code === null ? null : await this.byCode(code);
    return found?.kind === 'unit' ? found : this.organisations.findOne({ kind: 'unit', name }).lean();
  }
  async putShop(s: Shop): Promise<void> {
    const { _id, ...fields } = s;
    await this.shopModel.updateOne({ _id }, { $set: fields }, { upsert: true });
  }

  /** Read only: shared by concurrent callers. */
  get(id: string): Promise<Organisation | null> {
    return this.byId.get(id);
  }
  /** For lists: id → name; an unknown id is left out. */
  async names(ids: Iterable<string>): Promise<Map<string, string>> {
    const found = await Promise.all([...new Set(ids)].map((id) => this.byId.get(id)));
    return new Map(found.flatMap((o) => (o ? [[o._id, o.name] as const] : [])));
  }
  /** Those whose name holds this text, at most 20: some thousand bodies, and auditors alone ask. */
  async named(text: string): Promise<string[]> {
    const found = await this.organisations
      .find({ name: { $regex: text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') } }, { _id: 1 })
      .limit(20)
      .lean();
    return found.map((o) => o._id);
  }
  shop(id: string): Promise<Shop | null> {
    return this.shopById.get(id);
  }
  async shopsOf(organisationId: string): Promise<Shop[]> {
    return this.shopModel.find({ organisationId }).sort({ _id: 1 }).lean(); // index {organisationId, _id}
  }
}
