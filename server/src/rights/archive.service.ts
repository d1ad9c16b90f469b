import { createPublicKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, mongo } from 'mongoose';
import { FieldCipher } from '../platform/field-cipher.js';
import { KEYS, type KeysFile } from '../platform/keys.js';
import { native } from '../platform/native.js';
import { sealBox } from '../platform/sealed-box.js';
import { Archived } from './archive.schema.js';

/** Puts documents away where this system cannot read them any more. */
@Injectable()
export class ArchiveService {
  private readonly kid: string;
  private readonly key: KeyObject;

  constructor(
    @InjectModel(Archived.name) private readonly archive: Model<Archived>,
    private readonly cipher: FieldCipher,
    @Inject(KEYS) { archive: { kid, publicKey } }: KeysFile,
  ) {
    this.kid = kid;
    this.key = createPublicKey(publicKey);
  }

  /** @param known number, or the phone of an account without one, as its keyed hash; one finder for each hash key there was */
  finderOf(known: string): string {
    return this.cipher.steady('archive.finder', known);
  }
  /** Seals them, durable; again for those that are there already is nothing. */
  async put(kind: string, finder: string, docs: readonly { doc: mongo.Document; keptUntil: Date }[]): Promise<void> {
    if (docs.length === 0) return;
    const rows = docs.map(({ doc, keptUntil }): Archived => {
      const _id = this.idOf(kind, String(doc._id));
      return { _id, kind, finder, kid: this.kid, box: sealBox(this.key, `${kind}|${_id}`, JSON.stringify(doc)), keptUntil };
    });
    await native(this.archive).bulkWrite(
      rows.map(({ _id, ...row }) => ({ updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true } })),
      { ordered: false, writeConcern: { w: 'majority' } },
    );
  }
  /** Of these documents, those that a deletion put away: for a verification of the register, which knows the ids of what is missing. */
  async has(kind: string, ids: readonly string[]): Promise<Set<string>> {
    const byId = new Map(ids.map((id) => [this.idOf(kind, id), id]));
    const found = await native(this.archive)
      .find({ _id: { $in: [...byId.keys()] } }, { projection: { _id: 1 } })
      .toArray();
    return new Set(found.flatMap(({ _id }) => byId.get(_id) ?? []));
  }
  private idOf(kind: string, id: string): string {
    return this.cipher.steady('archive.id', `${kind}|${id}`);
  }
  async erase(now: Date): Promise<void> {
    await this.archive.deleteMany({ keptUntil: { $lt: now } }); // index keptUntil
  }
}
