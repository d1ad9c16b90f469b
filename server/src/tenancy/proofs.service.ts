import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { makeProof, openProof, ProofChecked, ProofOpening, proofs } from '@binhai/shared/contract/tenancy';
import { endOfDay } from '@binhai/shared/dates/dates';
import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { InboxService } from '../messages/inbox.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { NamesService } from '../people/names.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { Signer } from '../platform/signer.js';
import { inTransaction } from '../platform/transactions.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { GivenProof, type Viewing } from './certificate.schema.js';
import { type CertificateVerdict, CertificateVerdicts, NOBODY } from './certificate-verdicts.service.js';
import { checkProof, issueProof, type ProofCheck, type ProofClaims, proofKeys } from './rental-proof.js';
import { Viewers } from './viewers.service.js';

const LABEL = 'certificates.viewer';
/** Characters of a viewer's number: 96 bits. */
const NUMBER = 16;
const SHOWN = 20;
const GIVEN = ['24 小时证明：可享受哪项便利', '日期', '姓名（部分）'] as const;
const NOT_GIVEN = ['证明的凭证已失效，没有看到你的信息'] as const;

/** One answer for every cause, as a look has. */
const VOID: ProofOpening = { state: 'void', proven: null, text: null };

const instant = (seconds: number): string => new Date(seconds * 1000).toISOString();
const provenOf = (c: ProofClaims) => ({ title: c.benefit, maskedName: c.name ?? '', until: c.until, madeAt: instant(c.iat), goodUntil: instant(c.exp) });

/** The proof of the moment: given by the tenant to one viewer, opened by that viewer, checked by anybody (docs/adr/0027). */
@Injectable()
export class ProofsService {
  constructor(
    @InjectModel(GivenProof.name) private readonly given: Model<GivenProof>,
    private readonly viewers: Viewers,
    private readonly verdicts: CertificateVerdicts,
    private readonly names: NamesService,
    private readonly parameters: ParametersService,
    private readonly register: RegisterService,
    private readonly inbox: InboxService,
    private readonly signer: Signer,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  keys() {
    return proofKeys(this.config.PUBLIC_URL, this.signer);
  }

  /** A second time, while the first is good, changes nothing. @throws AppError tenancy_viewing_unknown, tenancy_proof_closed */
  async make(actor: Actor, { params, body }: ParsedOf<typeof makeProof>): Promise<ReplyOf<typeof makeProof>> {
    const access = await this.register.each(actor, 'own_certificates', GIVEN);
    const viewing = await this.viewers.ofTenant(actor, params.id);
    const verdict = await this.verdicts.of({ _id: viewing.certificate }, viewing.viewer, false);
    if (verdict.outcome !== 'shown') throw new AppError('tenancy_proof_closed');
    const before = await this.goodOne(viewing._id);
    if (before) return { until: before.until.toISOString() };
    const proof = await this.written(viewing, verdict, body.named, await this.names.masked(access));
    try {
      await inTransaction(this.connection, async (session) => {
        await native(this.given).deleteOne({ viewing: viewing._id, until: { $lte: this.clock.now() } }, { session }); // one that ran out
        await native(this.given).insertOne(proof, { session });
        await this.inbox.add(viewing.viewer, 'certificate_proof', {}, session);
      });
      return { until: proof.until.toISOString() };
    } catch (e) {
      const made = isDuplicateKey(e) && (await this.goodOne(viewing._id)); // the second tap
      if (!made) throw e;
      return { until: made.until.toISOString() };
    }
  }
  async list(actor: Actor): Promise<ReplyOf<typeof proofs>> {
    const found = await native(this.given)
      .find({ viewer: actor.personId, until: { $gt: this.clock.now() } }, { projection: { madeAt: 1, until: 1 } })
      .sort({ madeAt: -1 }) // index {viewer, madeAt}
      .limit(SHOWN)
      .toArray();
    const items = found.map((p) => ({ id: p._id, madeAt: p.madeAt.toISOString(), goodUntil: p.until.toISOString() }));
    return { viewer: this.number(actor.personId), items };
  }

  /** One of the list by its id, or the text that was kept. What is not ours, or somebody else's, reads nothing. */
  async open(actor: Actor, { body }: ParsedOf<typeof openProof>): Promise<ProofOpening> {
    const kept = body.text === undefined ? null : await this.checked(body.text, actor);
    if (kept && kept.state !== 'genuine') return { state: kept.state, proven: null, text: null };
    const which = kept ? { _id: kept.claims.jti } : { _id: body.id ?? '', viewer: actor.personId };
    const found = await native(this.given).findOne(which, { projection: { certificate: 1 } });
    const { outcome, tenant } = await this.verdicts.of({ _id: found?.certificate ?? NOBODY }, actor.personId, false);
    await this.register.other({
      subject: tenant,
      kind: 'viewer',
      actor: actor.personId,
      ...(actor.organisationId && { organisationId: actor.organisationId }),
      purpose: 'tenant_certificate',
      basis: BASES.certificate,
      items: outcome === 'shown' ? GIVEN : NOT_GIVEN,
    });
    const text = body.text ?? (await this.textOf(found?._id ?? NOBODY));
    if (text === null || outcome !== 'shown') return VOID;
    const proof = kept ?? (await this.checked(text, actor));
    return proof.state === 'genuine' ? { state: 'valid', proven: provenOf(proof.claims), text } : { state: proof.state, proven: null, text: null };
  }
  /** Nothing is read for it: all there is to say is in the text and the key. */
  async check(text: string): Promise<ProofChecked> {
    const checked = await checkProof(text, this.keys(), this.clock.ms(), null);
    if (checked.state === 'forged' || checked.state === 'other_viewer') return { state: 'forged', proven: null };
    return { state: checked.state, proven: checked.state === 'genuine' ? provenOf(checked.claims) : null };
  }

  private async written(viewing: Viewing, { certificate, title }: CertificateVerdict, named: boolean, name: string): Promise<GivenProof> {
    const until = certificate?.until ?? '';
    const madeAt = this.clock.now();
    const iat = Math.floor(madeAt.getTime() / 1000);
    const exp = Math.floor(Math.min((iat + this.parameters.at('tenancy').content.proofHours * 3600) * 1000, endOfDay(until)) / 1000);
    const _id = newId();
    const claims = { iss: this.config.PUBLIC_URL, aud: this.number(viewing.viewer), iat, exp, jti: _id, benefit: title, until, name };
    const text = this.cipher.seal(placeOf(_id), await issueProof(this.signer, claims, named));
    const { tenant, viewer } = viewing;
    const goneAt = this.clock.machine((exp - iat) * 1000);
    return { _id, viewing: viewing._id, certificate: viewing.certificate, tenant, viewer, text, madeAt, until: new Date(exp * 1000), goneAt };
  }
  private goodOne(viewing: string): Promise<GivenProof | null> {
    return native(this.given).findOne({ viewing, until: { $gt: this.clock.now() } }); // unique index
  }
  private async textOf(id: string): Promise<string | null> {
    const sealed = (await native(this.given).findOne({ _id: id }, { projection: { text: 1 } }))?.text;
    return sealed === undefined ? null : this.cipher.open(placeOf(id), sealed);
  }
  private checked(text: string, actor: Actor): Promise<ProofCheck> {
    return checkProof(text, this.keys(), this.clock.ms(), this.numbers(actor.personId));
  }
  /** Stands for the viewer in a proof: the same in each of theirs, and nobody's name or phone. */
  private number(viewer: string): string {
    return this.cipher.hash(LABEL, viewer).slice(0, NUMBER);
  }
  private numbers(viewer: string): string[] {
    return this.cipher.everyHash(LABEL, viewer).map((h) => h.slice(0, NUMBER));
  }
}
const placeOf = (id: string) => ({ collection: 'certificate_proofs', field: 'text', id }) as const;
