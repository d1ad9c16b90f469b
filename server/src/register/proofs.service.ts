import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { lookProof, RegisterHead, registerConsistency, registerHead } from '@binhai/shared/contract/register';
import { dayOf } from '@binhai/shared/merkle/entry';
import { auditPath, consistencyPath, type Hash, type NodeAt } from '@binhai/shared/merkle/tree';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { native } from '../platform/native.js';
import { Signer } from '../platform/signer.js';
import type { Access } from './access.js';
import { bytes64, fieldsOf, sha256, text64 } from './leaf.js';
import { LogHead, LogLeaf, LogTile } from './log.schema.js';
import { RegisterEntry } from './register-entry.schema.js';
import { SealBook } from './seal-book.service.js';
import { LOGGED_WITHIN_MS } from './sealer.service.js';
import { nodesIn, tilesFor } from './tiles.js';

/** Where an entry stands in the log, once it is there. */
export interface Place {
  readonly lane?: string;
  readonly seq?: number;
}
/** What lets anybody check the log, and a person each of their own entries, without believing the server. */
@Injectable()
export class ProofsService {
  constructor(
    @InjectModel(RegisterEntry.name) private readonly entries: Model<RegisterEntry>,
    @InjectModel(LogLeaf.name) private readonly leaves: Model<LogLeaf>,
    @InjectModel(LogTile.name) private readonly tiles: Model<LogTile>,
    @InjectModel(LogHead.name) private readonly heads: Model<LogHead>,
    private readonly seals: SealBook,
    private readonly signer: Signer,
  ) {}

  /** Ids of those of these that are in the log. */
  async logged(entries: readonly (Place & { readonly _id: string })[]): Promise<string[]> {
    const placed = entries.flatMap(({ _id, lane, seq }) => (lane !== undefined && seq !== undefined ? [{ lane, seq, entry: _id }] : []));
    if (placed.length === 0) return [];
    const found = await native(this.leaves)
      .find({ $or: placed }, { projection: { entry: 1 } }) // unique index {lane, seq}
      .toArray();
    return found.map((l) => l.entry);
  }
  /** Whether all of these are in the log: only then may their fields go, or the lane would have a gap that nothing follows. */
  async hold(places: readonly Place[]): Promise<boolean> {
    const placed = places.flatMap(({ lane, seq }) => (lane !== undefined && seq !== undefined ? [{ lane, seq }] : []));
    return placed.length === 0 || (await native(this.leaves).countDocuments({ $or: placed })) === placed.length; // unique index {lane, seq}
  }
  async head(): Promise<ReplyOf<typeof registerHead>> {
    return { head: await this.latest(), keys: this.signer.publicKeys() };
  }
  /** @throws AppError register_size_unknown for a size the log has not reached */
  async consistency({ query: { from, to } }: ParsedOf<typeof registerConsistency>): Promise<ReplyOf<typeof registerConsistency>> {
    const head = await this.latest();
    if (!head || from > to || to > head.size) throw new AppError('register_size_unknown');
    return { path: await this.path((node) => consistencyPath(sha256, from, to, node)) };
  }
  /** @throws AppError look_unknown for one that is not the person's, or is sealed */
  async ofLook(access: Access<'own_register'>, id: string): Promise<ReplyOf<typeof lookProof>> {
    const hidden = await this.seals.hiddenFrom(access.subject);
    const entry = await native(this.entries).findOne({ _id: id, subject: access.subject, basis: { $nin: hidden } });
    if (!entry?.salt) throw new AppError('look_unknown');
    const shown = { fields: { ...fieldsOf(entry, bytes64(entry.salt)), items: [...entry.items] }, salt: entry.salt, day: dayOf(entry.at.getTime()) };
    const [leaf, head] = await Promise.all([
      native(this.leaves).findOne({ lane: entry.lane ?? '', seq: entry.seq ?? 0 }, { projection: { _id: 1 } }),
      this.latest(),
    ]);
    if (!leaf || !head || leaf._id >= head.size) return { ...shown, proof: null, loggedBy: new Date(entry.at.getTime() + LOGGED_WITHIN_MS).toISOString() };
    const path = await this.path((node) => auditPath(sha256, leaf._id, head.size, node));
    return { ...shown, proof: { index: leaf._id, path, head }, loggedBy: null };
  }

  private async latest(): Promise<RegisterHead | null> {
    const h = await native(this.heads).findOne({}, { sort: { _id: -1 }, readConcern: { level: 'majority' } }); // index _id
    return h && { size: h._id, root: h.root, at: h.at.toISOString(), keyId: h.keyId, signature: h.signature };
  }
  private async path(compute: (node: NodeAt) => Hash[]): Promise<string[]> {
    const found = await native(this.tiles)
      .find({ _id: { $in: tilesFor(compute) } })
      .toArray();
    return compute(nodesIn(new Map(found.map((t) => [t._id, t.hashes.buffer])))).map(text64);
  }
}
