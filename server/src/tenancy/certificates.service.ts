import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { CertificateView, makeCertificate, OwnCertificate, certificates as ownList, rentalBenefits } from '@binhai/shared/contract/tenancy';
import { addDays, addMonths, daysBetween, endOfDay, localDateOf } from '@binhai/shared/dates/dates';
import { explainBenefit, meetsBenefit } from '@binhai/shared/rules/tenancy';
import { CERTIFICATE_WORDS, type CertificateState } from '@binhai/shared/states/certificate';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { ParametersService } from '../parameters/parameters.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { NamesService } from '../people/names.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { newId } from '../platform/id.js';
import { Limits } from '../platform/limits.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { requestHash } from '../platform/request-hash.js';
import { newShortCode } from '../platform/short-code.js';
import { RegisterService } from '../register/register.service.js';
import { Certificate } from './certificate.schema.js';
import { CertificateLinks, QR_SECONDS } from './certificate-links.js';
import { type Tenant, Tenants } from './tenants.service.js';
import { Viewers } from './viewers.service.js';

const ITEMS = ['姓名（部分）', '租房凭证', '是否符合条件'] as const;
const A_DAY = 20;
const SHOWN = 20;
/** Evidence of what was agreed to is kept three years (个保法 56). */
const KEPT_MONTHS = 36;
const CODES = 5;

/** What a tenant does with certificates of their own. */
@Injectable()
export class CertificatesService {
  constructor(
    @InjectModel(Certificate.name) private readonly certificates: Model<Certificate>,
    private readonly viewers: Viewers,
    private readonly tenants: Tenants,
    private readonly names: NamesService,
    private readonly parameters: ParametersService,
    private readonly links: CertificateLinks,
    private readonly register: RegisterService,
    private readonly limits: Limits,
    private readonly clock: Clock,
    accounts: AccountsService,
  ) {
    accounts.whenJoined((from, into, session) => this.move(from, into, session));
  }

  async benefits(actor: Actor): Promise<ReplyOf<typeof rentalBenefits>> {
    const access = await this.register.own(actor, 'own_certificates', ITEMS);
    const [tenant, maskedName] = await Promise.all([this.tenants.of(actor.personId), this.names.masked(access)]);
    const { benefits, textVersion, days, viewers } = this.settings();
    const atMs = this.clock.ms();
    const items = benefits.map((b) => {
      const missing = explainBenefit(tenant.facts, b, atMs).find((line) => line.met !== 'yes');
      return { code: b.code, title: b.title, qualifies: b.qualifies, holds: missing === undefined, hint: missing?.hint ?? '' };
    });
    return { items, textVersion, maskedName, days, viewers };
  }

  /** The same request id and choice gets the same certificate again. @throws AppError tenancy_condition and as listed by the endpoint */
  async make(actor: Actor, { body }: ParsedOf<typeof makeCertificate>): Promise<{ id: string }> {
    await this.register.own(actor, 'own_certificates', ITEMS);
    const settings = this.settings();
    const bodyHash = requestHash(body.benefit, body.days, body.viewers, body.approval ? 1 : 0, body.textVersion);
    const before = await this.repeated(actor.personId, body.requestId, bodyHash);
    if (before) return before;
    if (body.textVersion !== settings.textVersion) throw new AppError('tenancy_text_changed');
    const benefit = settings.benefits.find((b) => b.code === body.benefit);
    const tenant = await this.tenants.of(actor.personId);
    if (!benefit || !meetsBenefit(tenant.facts, benefit, this.clock.ms())) throw new AppError('tenancy_condition');
    const taken = await this.limits.take({ name: 'tenancy.make', key: actor.personId, max: A_DAY, windowSeconds: 86_400 });
    if (!taken.ok) throw new AppError('tenancy_many', { retryAfter: taken.retryAfter });
    const madeAt = this.clock.now();
    const until = addDays(localDateOf(madeAt.getTime()), Math.min(body.days, settings.days.most));
    const certificate: Omit<Certificate, '_id' | 'code'> = {
      tenant: actor.personId,
      benefit: benefit.code,
      state: 'active',
      madeAt,
      until,
      most: Math.min(body.viewers, settings.viewers.most),
      used: 0,
      approval: body.approval,
      textVersion: body.textVersion,
      requestId: body.requestId,
      bodyHash,
      revokedAt: null,
      goneAt: this.clock.machine(endOfDay(addMonths(until, KEPT_MONTHS)) - madeAt.getTime()),
    };
    for (let i = 0; i < CODES; i++) {
      const _id = newId();
      try {
        await native(this.certificates).insertOne({ _id, code: newShortCode(), ...certificate }, { writeConcern: { w: 'majority' } });
        return { id: _id };
      } catch (e) {
        if (!isDuplicateKey(e)) throw e; // a code in use: another one; the same request: the one it made
        const made = await this.repeated(actor.personId, body.requestId, bodyHash);
        if (made) return made;
      }
    }
    throw new AppError('service_busy', { retryAfter: 1 });
  }

  async list(actor: Actor): Promise<ReplyOf<typeof ownList>> {
    await this.register.own(actor, 'own_certificates', ITEMS);
    const [tenant, found] = await Promise.all([
      this.tenants.of(actor.personId),
      this.certificates.find({ tenant: actor.personId }).sort({ madeAt: -1 }).limit(SHOWN).lean(), // index {tenant, madeAt}
    ]);
    const waiting = await this.viewers.waiting(found.map((c) => c._id));
    return { items: found.map((c) => this.view(c, tenant, waiting.get(c._id) ?? 0)) };
  }
  /** @throws AppError tenancy_unknown */
  async one(actor: Actor, id: string): Promise<OwnCertificate> {
    const access = await this.register.own(actor, 'own_certificates', ITEMS);
    const [tenant, maskedName, found] = await Promise.all([this.tenants.of(actor.personId), this.names.masked(access), this.own(actor, id)]);
    const viewers = await this.viewers.lines(found._id);
    const waiting = viewers.filter((v) => v.state === 'asked').length;
    return {
      ...this.view(found, tenant, waiting),
      maskedName,
      code: found.code,
      link: this.links.link(id),
      qr: this.links.qr(id),
      qrSeconds: QR_SECONDS,
      viewers,
    };
  }
  /** Ends with the next look of anybody. A second time changes nothing. @throws AppError tenancy_unknown */
  async revoke(actor: Actor, id: string): Promise<void> {
    const revoked = { $set: { state: 'revoked', revokedAt: this.clock.now() } } as const;
    const r = await native(this.certificates).updateOne({ _id: id, tenant: actor.personId, state: 'active' }, revoked, { writeConcern: { w: 'majority' } });
    if (r.modifiedCount === 0) await this.own(actor, id);
  }

  private async own(actor: Actor, id: string): Promise<Certificate> {
    const found = await this.certificates.findOne({ _id: id, tenant: actor.personId }).lean();
    if (!found) throw new AppError('tenancy_unknown');
    return found;
  }
  private async repeated(tenant: string, requestId: string, bodyHash: string): Promise<{ id: string } | null> {
    const found = await this.certificates.findOne({ tenant, requestId }, { bodyHash: 1 }).lean(); // unique index
    if (found && found.bodyHash !== bodyHash) throw new AppError('tenancy_request_reused');
    return found && { id: found._id };
  }
  private view(c: Certificate, { facts }: Tenant, waiting: number): CertificateView {
    const atMs = this.clock.ms();
    const today = localDateOf(atMs);
    const benefit = this.settings().benefits.find((b) => b.code === c.benefit);
    const state: CertificateState = c.state === 'active' && today > c.until ? 'expired' : c.state;
    return {
      id: c._id,
      title: benefit?.title ?? '租房凭证',
      state,
      stateText: CERTIFICATE_WORDS[state],
      madeAt: c.madeAt.toISOString(),
      until: c.until,
      daysLeft: state === 'active' ? daysBetween(today, c.until) : 0,
      viewersMost: c.most,
      viewersUsed: c.used,
      approval: c.approval,
      holds: benefit !== undefined && meetsBenefit(facts, benefit, atMs),
      waiting: state === 'active' ? waiting : 0,
    };
  }
  private settings() {
    return this.parameters.at('tenancy').content;
  }
  private async move(from: string, into: string, session: ClientSession): Promise<void> {
    await this.certificates.updateMany({ tenant: from }, { $set: { tenant: into } }, { session }); // index {tenant, …}
    await this.viewers.move(from, into, session);
  }
}
