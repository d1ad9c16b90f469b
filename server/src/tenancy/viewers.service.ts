import type { ViewerLine } from '@binhai/shared/contract/tenancy';
import { endOfDay, localDateOf } from '@binhai/shared/dates/dates';
import { viewingAt } from '@binhai/shared/rules/tenancy';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { AgencyStandings } from './agency-standings.service.js';
import { Certificate, GivenProof, Viewing } from './certificate.schema.js';

/** How a viewer is told to the tenant. */
export interface ViewerName {
  readonly as: string;
  readonly maskedPhone: string;
}
export interface Asking extends ViewerName {
  readonly viewer: string;
  readonly organisationId: string | null;
}
const MOST_LOOKS = 50;
/** Requests that may wait at one certificate: whoever has the link can ask, nobody can flood its tenant. */
const MOST_WAITING = 20;

/** Who asked to see a certificate, what the tenant said, and when it was seen. */
@Injectable()
export class Viewers {
  constructor(
    @InjectModel(Viewing.name) private readonly viewings: Model<Viewing>,
    @InjectModel(Certificate.name) private readonly certificates: Model<Certificate>,
    @InjectModel(GivenProof.name) private readonly proofs: Model<GivenProof>,
    private readonly agencies: AgencyStandings,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /** One viewer's viewing of one certificate; null before the first. */
  find(certificate: string, viewer: string): Promise<Viewing | null> {
    return native(this.viewings).findOne({ certificate, viewer }); // unique index
  }
  /** The viewer's own, by its id. @throws AppError tenancy_viewing_unknown */
  async ofViewer(actor: Actor, id: string): Promise<Viewing> {
    const found = await native(this.viewings).findOne({ _id: id, viewer: actor.personId });
    if (!found) throw new AppError('tenancy_viewing_unknown');
    return found;
  }
  /** One of the tenant's, by its id. @throws AppError tenancy_viewing_unknown */
  async ofTenant(actor: Actor, id: string): Promise<Viewing> {
    const found = await native(this.viewings).findOne({ _id: id, tenant: actor.personId });
    if (!found) throw new AppError('tenancy_viewing_unknown');
    return found;
  }
  nameOf({ _id, shown }: Pick<Viewing, '_id' | 'shown'>): ViewerName {
    return JSON.parse(this.cipher.open({ collection: 'certificate_viewings', field: 'shown', id: _id }, shown)) as ViewerName;
  }

  /**
   * A first request, or one more after the last lapsed. Null when so many wait already that the tenant is left alone.
   * Safe for any number of callers: the unique index lets one in, the others get the same.
   */
  async ask(c: Certificate, by: Asking, until: Date, session: ClientSession): Promise<Viewing | null> {
    const now = this.clock.now();
    const found = await native(this.viewings).findOne({ certificate: c._id, viewer: by.viewer }, { session });
    if (found) {
      const again = { $set: { ...this.named(found._id, by), state: 'asked', askedAt: now, until, answeredAt: null } } as const;
      return native(this.viewings).findOneAndUpdate({ _id: found._id, state: 'asked', until: { $lte: now } }, again, { session, returnDocument: 'after' });
    }
    const waiting = await native(this.viewings).countDocuments({ certificate: c._id, state: 'asked', until: { $gt: now } }, { session });
    return waiting >= MOST_WAITING ? null : this.insert(c, by, { state: 'asked', face: false, until, answeredAt: null }, session);
  }
  /** Held out face to face: takes one of the certificate's places. Null when none is left or it has ended meanwhile. */
  async show(c: Certificate, by: Asking): Promise<Viewing | null> {
    try {
      return await inTransaction(this.connection, async (session) => {
        const found = await native(this.viewings).findOne({ certificate: c._id, viewer: by.viewer }, { session });
        if (found?.state === 'approved') return found;
        if (!(await this.takePlace(c._id, session))) return null;
        const now = this.clock.now();
        if (!found) return this.insert(c, by, { state: 'approved', face: true, until: now, answeredAt: now }, session);
        const shown = { $set: { state: 'approved', face: true, answeredAt: now } } as const;
        return native(this.viewings).findOneAndUpdate({ _id: found._id }, shown, { session, returnDocument: 'after' });
      });
    } catch (e) {
      if (!isDuplicateKey(e)) throw e;
      return this.find(c._id, by.viewer); // the same viewer at the same moment, on another device
    }
  }
  /** @throws AppError tenancy_viewing_unknown, tenancy_viewing_closed, tenancy_viewers_used */
  async answer(actor: Actor, id: string, allow: boolean): Promise<void> {
    const mine = { _id: id, tenant: actor.personId };
    const answered = await inTransaction(this.connection, async (session) => {
      const now = this.clock.now();
      const state = allow ? 'approved' : 'declined';
      const viewing = await native(this.viewings).findOneAndUpdate(
        { ...mine, state: 'asked', until: { $gt: now } },
        { $set: { state, answeredAt: now } },
        { session },
      );
      if (viewing && allow && !(await this.takePlace(viewing.certificate, session))) throw new AppError('tenancy_viewers_used');
      return viewing;
    });
    if (answered) return;
    const found = await native(this.viewings).findOne(mine);
    if (!found) throw new AppError('tenancy_viewing_unknown');
    // the same answer once more is done
    if (found.state !== (allow ? 'approved' : 'declined')) throw new AppError('tenancy_viewing_closed');
  }
  /** Writes down that it was seen now. True when the tenant should be told: not again within ten minutes of the same viewer's last look. */
  async seen(v: Viewing, session: ClientSession): Promise<boolean> {
    const now = this.clock.now();
    await native(this.viewings).updateOne({ _id: v._id }, { $push: { looks: { $each: [now], $slice: -MOST_LOOKS } } }, { session });
    const last = v.looks.at(-1);
    return !last || now.getTime() - last.getTime() > 600_000;
  }

  /** Newest first. */
  async lines(certificate: string): Promise<ViewerLine[]> {
    const found = await native(this.viewings).find({ certificate }).sort({ askedAt: -1 }).toArray(); // index {certificate, viewer}: a few dozen at most
    const [good, proofs] = await Promise.all([this.agencies.among(found.flatMap((v) => v.organisationId ?? [])), this.proofUntil(found.map((v) => v._id))]);
    const atMs = this.clock.ms();
    return found.map((v) => ({
      id: v._id,
      ...this.nameOf(v),
      agency: v.organisationId !== null,
      goodStanding: v.organisationId !== null && good.has(v.organisationId),
      organisationId: v.organisationId,
      state: viewingAt({ state: v.state, untilMs: v.until.getTime() }, atMs),
      askedAt: v.askedAt.toISOString(),
      until: v.until.toISOString(),
      looks: v.looks.map((at) => at.toISOString()).reverse(),
      proofUntil: proofs.get(v._id)?.toISOString() ?? null,
    }));
  }
  /** How many wait for the tenant's word, by certificate. */
  async waiting(certificates: readonly string[]): Promise<Map<string, number>> {
    const found = await native(this.viewings)
      .find({ certificate: { $in: [...certificates] }, state: 'asked', until: { $gt: this.clock.now() } }, { projection: { certificate: 1 } })
      .toArray();
    const count = new Map<string, number>();
    for (const { certificate } of found) count.set(certificate, (count.get(certificate) ?? 0) + 1);
    return count;
  }
  private async proofUntil(viewings: readonly string[]): Promise<Map<string, Date>> {
    const good = await native(this.proofs)
      .find({ viewing: { $in: [...viewings] }, until: { $gt: this.clock.now() } }, { projection: { viewing: 1, until: 1 } }) // unique index
      .toArray();
    return new Map(good.map((p) => [p.viewing, p.until]));
  }
  /** All of one account's to another, as tenant and as viewer; where both looked at one certificate, the other's viewing stays. */
  async move(from: string, into: string, session: ClientSession): Promise<void> {
    await this.viewings.updateMany({ tenant: from }, { $set: { tenant: into } }, { session }); // index {tenant, …}
    const seen = await this.viewings.distinct('certificate', { viewer: into }, { session });
    await this.viewings.deleteMany({ viewer: from, certificate: { $in: seen } }, { session });
    await this.viewings.updateMany({ viewer: from }, { $set: { viewer: into } }, { session });
    await this.proofs.updateMany({ tenant: from }, { $set: { tenant: into } }, { session }); // index {tenant}
    await this.proofs.deleteMany({ viewer: from }, { session }); // made out to the number of an account that is closed
  }

  /** One of the certificate's places, while it may be shown. Exact under any number of callers. */
  private async takePlace(certificate: string, session: ClientSession): Promise<boolean> {
    const free: mongo.Filter<Certificate> = {
      _id: certificate,
      state: 'active',
      until: { $gte: localDateOf(this.clock.ms()) },
      $expr: { $lt: ['$used', '$most'] },
    };
    return (await native(this.certificates).updateOne(free, { $inc: { used: 1 } }, { session })).modifiedCount === 1;
  }
  private async insert(c: Certificate, by: Asking, as: Pick<Viewing, 'state' | 'face' | 'until' | 'answeredAt'>, session: ClientSession): Promise<Viewing> {
    const _id = newId();
    const viewing: Viewing = {
      _id,
      certificate: c._id,
      tenant: c.tenant,
      viewer: by.viewer,
      ...this.named(_id, by),
      askedAt: this.clock.now(),
      looks: [],
      goneAt: c.goneAt,
      ...as,
    };
    await native(this.viewings).insertOne(viewing, { session });
    return viewing;
  }
  private named(_id: string, { organisationId, as, maskedPhone }: Asking): Pick<Viewing, 'organisationId' | 'shown'> {
    const shown = JSON.stringify({ as, maskedPhone } satisfies ViewerName);
    return { organisationId, shown: this.cipher.seal({ collection: 'certificate_viewings', field: 'shown', id: _id }, shown) };
  }
}
/** The end of a request's wait: so many hours, and never past the certificate's last day. */
export const waitsUntil = (now: Date, hours: number, certificate: Pick<Certificate, 'until'>): Date =>
  new Date(Math.min(now.getTime() + hours * 3_600_000, endOfDay(certificate.until)));
