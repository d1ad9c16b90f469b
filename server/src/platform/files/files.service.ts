import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileKind } from '@binhai/shared/contract/http';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import mongoose, { type Model, type mongo } from 'mongoose';
import { Clock } from '../clock.js';
import { FieldCipher } from '../field-cipher.js';
import { newId } from '../id.js';
import { Jobs } from '../jobs/jobs.service.js';
import { every } from '../jobs/schedule.js';
import { native } from '../native.js';
import { StoredFile } from './file.schema.js';

export type { StoredFile } from './file.schema.js';

export interface NewFile {
  readonly purpose: string;
  readonly owner: string | null;
  readonly name: string;
  readonly mediaType: FileKind;
  readonly expiresAt: Date;
  /** Bytes; a longer source is refused and leaves nothing. */
  readonly most: number;
}
export class FileTooLarge extends Error {}

const BUCKET = 'file_blobs';
const SWEEP = 'files.sweep';
const SWEEP_SECONDS = 3600;
const SWEPT_AT_ONCE = 200;
/** A put that did not end within so long was cut; what it left is swept like a file past its end. */
const PUT_MS = 3_600_000;
/** A key seals one file, so its nonce never repeats under it. */
const NONCE = Buffer.alloc(12);
const MAJORITY = { writeConcern: { w: 'majority' } } as const;

/**
 * Files that are made for people to take away, sealed at rest. A file is there from the moment its document says `whole`, which is written last:
 * no reader meets a half one.
 */
@Injectable()
export class Files implements OnModuleInit {
  constructor(
    @InjectModel(StoredFile.name) private readonly model: Model<StoredFile>,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.define(SWEEP, () => this.sweep());
    this.jobs.schedule(SWEEP, every(SWEEP_SECONDS));
  }

  /** Streams the source in. Throws FileTooLarge. Memory stays flat whatever its length. */
  async put(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, { most, ...file }: NewFile): Promise<StoredFile> {
    const _id = newId();
    const secret = randomBytes(32);
    const key = this.cipher.seal(place(_id), secret.toString('base64url'));
    const createdAt = this.clock.now();
    const begun: StoredFile = { _id, ...file, size: 0, sha256: '', key, tag: '', whole: false, createdAt, expiresAt: new Date(createdAt.getTime() + PUT_MS) };
    await native(this.model).insertOne(begun, MAJORITY);
    try {
      const whole: Partial<StoredFile> = { ...(await this.upload(_id, secret, source, most)), whole: true, expiresAt: file.expiresAt };
      const stored = await native(this.model).findOneAndUpdate({ _id }, { $set: whole }, { returnDocument: 'after', ...MAJORITY });
      if (!stored) throw new Error('the file was removed while it was being put');
      return stored;
    } catch (e) {
      await this.remove(_id);
      throw e;
    }
  }
  /** Null when it is not there, not whole, somebody else's, or past its end. */
  async find(id: string, owner: string | null): Promise<StoredFile | null> {
    return native(this.model).findOne({ _id: id, owner, whole: true, expiresAt: { $gt: this.clock.now() } });
  }
  /** Its bytes. Fails at their end when they were altered at rest, so a reader counts nothing as whole before the stream ended. */
  open({ _id, key, tag }: StoredFile): Readable {
    const opener = createDecipheriv('aes-256-gcm', Buffer.from(this.cipher.open(place(_id), key), 'base64url'), NONCE);
    opener.setAuthTag(Buffer.from(tag, 'base64url'));
    const blob = this.bucket.openDownloadStream(blobId(_id));
    blob.on('error', (e) => opener.destroy(e));
    opener.on('close', () => blob.destroy());
    return blob.pipe(opener);
  }
  /** A later end, or an earlier one. Nothing happens when the file is gone. */
  async keepUntil(id: string, expiresAt: Date): Promise<void> {
    await native(this.model).updateOne({ _id: id, whole: true }, { $set: { expiresAt } }, MAJORITY);
  }
  /** For good: the key goes with the document, and without it no copy of the bytes opens. */
  async remove(id: string): Promise<void> {
    await this.removeAll([id]);
  }
  /** Everything of a person's, or what one purpose made for them. Answers how many. */
  async removeOf(owner: string, purpose?: string): Promise<number> {
    const found = await native(this.model)
      .find({ owner, ...(purpose !== undefined && { purpose }) }, { projection: { _id: 1 } }) // index {owner, purpose}
      .toArray();
    await this.removeAll(found.map((f) => f._id));
    return found.length;
  }

  private async upload(id: string, secret: Buffer, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, most: number) {
    const hash = createHash('sha256');
    const sealer = createCipheriv('aes-256-gcm', secret, NONCE);
    let size = 0;
    const measured = new Transform({
      transform(part: Buffer, _, done) {
        size += part.length;
        hash.update(part);
        done(size > most ? new FileTooLarge() : null, part);
      },
    });
    await pipeline(Readable.from(source, { objectMode: false }), measured, sealer, this.bucket.openUploadStreamWithId(blobId(id), id));
    return { size, sha256: hash.digest('hex'), tag: sealer.getAuthTag().toString('base64url') };
  }
  private async sweep(): Promise<void> {
    for (let gone = SWEPT_AT_ONCE; gone === SWEPT_AT_ONCE; ) {
      const past = await native(this.model)
        .find({ expiresAt: { $lte: this.clock.now() } }, { projection: { _id: 1 } }) // index {expiresAt}
        .limit(SWEPT_AT_ONCE)
        .toArray();
      await this.removeAll(past.map((f) => f._id));
      gone = past.length;
    }
  }
  /** The document last: whatever cuts this leaves one that is found, and removed, again. The chunks of an upload that never ended are among them. */
  private async removeAll(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const some = { $in: [...ids] };
    await this.db.collection<{ files_id: string }>(`${BUCKET}.chunks`).deleteMany({ files_id: some });
    await this.db.collection<{ _id: string }>(`${BUCKET}.files`).deleteMany({ _id: some });
    await native(this.model).deleteMany({ _id: some });
  }
  private get bucket(): mongo.GridFSBucket {
    return new mongoose.mongo.GridFSBucket(this.db, { bucketName: BUCKET, ...MAJORITY });
  }
  private get db(): mongo.Db {
    const { db } = this.model.db;
    if (!db) throw new Error('files asked before the database was connected');
    return db;
  }
}
const place = (id: string) => ({ collection: 'files', field: 'key', id }) as const;
/** GridFS types its ids as ObjectId and takes any value. */
const blobId = (id: string) => id as unknown as mongo.ObjectId;
