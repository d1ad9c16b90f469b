import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { decidePlateProof, openPlateProof, PlateProofLine, plateProof, plateProofs } from '@binhai/shared/contract/plate-proofs';
import { localDateOf } from '@binhai/shared/dates/dates';
import { checkIdentity } from '@binhai/shared/identifiers/identity';
import { checkPlate } from '@binhai/shared/identifiers/plate';
import { maskName, maskNumber } from '@binhai/shared/text/mask';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { InboxService } from '../../messages/inbox.service.js';
import { MembershipsService } from '../../organisations/memberships.service.js';
import { PeopleService } from '../../people/people.service.js';
import { RealNameService } from '../../people/real-name.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/context.js';
import { FieldCipher } from '../../platform/field-cipher.js';
import { timeId } from '../../platform/id.js';
import { isDuplicateKey } from '../../platform/mongo-errors.js';
import { native } from '../../platform/native.js';
import { inTransaction } from '../../platform/transactions.js';
import { NUMBER_HASH } from '../../records/records.service.js';
import { RegisterService } from '../../register/register.service.js';
import { BASES } from '../../register/words.js';
import { PlateProof, type WindowHand } from './plate-proof.schema.js';
import { PlatesService } from './plates.service.js';

const PAGE = 20;
const placeOf = (id: string) => ({ collection: 'plate_proofs', field: 'plate', id }) as const;

/** 窗口核实车牌: the owner's papers seen by two people say the same as an answer of the register of vehicles, and no more. */
@Injectable()
export class PlateProofsService {
  constructor(
    @InjectModel(PlateProof.name) private readonly proofs: Model<PlateProof>,
    @InjectConnection() private readonly connection: Connection,
    private readonly plates: PlatesService,
    private readonly people: PeopleService,
    private readonly realName: RealNameService,
    private readonly memberships: MembershipsService,
    private readonly register: RegisterService,
    private readonly inbox: InboxService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** Newest first; no line tells whose car it is. */
  async page({ query: { state, after } }: ParsedOf<typeof plateProofs>): Promise<ReplyOf<typeof plateProofs>> {
    const found = await native(this.proofs) // index {state, _id}
      .find({ state: state === 'waiting' ? 'proposed' : 'closed', ...(after !== undefined && { _id: { $lt: after } }) })
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const items = await this.lines(found.slice(0, PAGE));
    return { items, next: found.length > PAGE ? (items.at(-1)?.id ?? null) : null };
  }
  /** For comparing with the papers on the desk: a look of its own. @throws AppError plate_proof_unknown, plate_proof_own */
  async one(actor: Actor, { params }: ParsedOf<typeof plateProof>): Promise<ReplyOf<typeof plateProof>> {
    const p = await this.known(params.id, actor);
    const access = await this.register.other({
      subject: p.personId,
      kind: 'staff',
      actor: actor.personId,
      ...(actor.organisationId !== null && { organisationId: actor.organisationId }),
      purpose: 'plate_proof',
      basis: BASES.plateProof,
      items: ['姓名（部分）', '证件号码（部分）', '车牌'],
    });
    const [{ name, number }, [line]] = await Promise.all([this.realName.question(access), this.lines([p])]);
    if (!line) throw new AppError('plate_proof_unknown');
    return { proof: line, maskedName: maskName(name), maskedNumber: maskNumber(number), plate: this.cipher.open(placeOf(p._id), p.plate) };
  }
  /** The same car of the same person once more, while it waits, is the same. @throws AppError as listed by the endpoint */
  async open(actor: Actor, { body }: ParsedOf<typeof openPlateProof>): Promise<ReplyOf<typeof openPlateProof>> {
    const at = this.clock.now();
    const id = checkIdentity(body.number, localDateOf(at.getTime()));
    if (!id.ok) throw new AppError('identity_number_invalid');
    const plate = checkPlate(body.plate);
    if (!plate.ok) throw new AppError(plate.reason === 'plate_special' ? 'parking_plate_special' : 'parking_plate_invalid');
    const person = await this.people.ofNumber(this.cipher.hashed(NUMBER_HASH, id.value));
    if (!person) throw new AppError('plate_proof_no_account');
    if (person._id === actor.personId) throw new AppError('plate_proof_own');
    const _id = timeId(at);
    const open = `${person._id}|${this.cipher.hash('plates.plate', plate.value)}`;
    const fresh: PlateProof = {
      _id,
      personId: person._id,
      plate: this.cipher.seal(placeOf(_id), plate.value),
      open,
      state: 'proposed',
      openedBy: hand(actor),
      reason: body.reason,
      openedAt: at,
      outcome: null,
    };
    try {
      await native(this.proofs).insertOne(fresh, { writeConcern: { w: 'majority' } });
      return { id: _id };
    } catch (e) {
      const there = isDuplicateKey(e, 'open') ? await native(this.proofs).findOne({ open }, { projection: { _id: 1 } }) : null; // unique index
      if (!there) throw e;
      return { id: there._id };
    }
  }
  /**
   * The second person's word. Agreed, the car is proven in the same transaction, by the same rule as on the phone: whoever proved it before has seven
   * days to answer, and nobody is told whose it was.
   * @throws AppError as listed by the endpoint
   */
  async decide(actor: Actor, { params, body }: ParsedOf<typeof decidePlateProof>): Promise<void> {
    const p = await this.known(params.id, actor);
    if (p.state === 'closed') throw new AppError('plate_proof_closed');
    if (p.openedBy.personId === actor.personId) throw new AppError('plate_proof_own');
    const plate = this.cipher.open(placeOf(p._id), p.plate);
    const proves = body.agree ? await this.plates.provenByPapers(p.personId, plate) : null;
    await inTransaction(this.connection, async (session) => {
      const proof = proves && (await proves(session));
      const outcome = { ...hand(actor), result: proof?.outcome ?? ('refused' as const), reason: body.reason, at: this.clock.now() };
      const waits = { _id: p._id, state: 'proposed' as const };
      const r = await native(this.proofs).updateOne(waits, { $set: { state: 'closed', outcome }, $unset: { open: 1 } }, { session });
      if (r.modifiedCount === 0) throw new AppError('plate_proof_closed');
      await this.inbox.add(p.personId, outcome.result === 'refused' ? 'plate_papers_refused' : 'plate_papers_seen', {}, session);
    });
  }

  /** Its owner neither opens nor decides it. */
  private async known(id: string, actor: Actor): Promise<PlateProof> {
    const p = await native(this.proofs).findOne({ _id: id });
    if (!p) throw new AppError('plate_proof_unknown');
    if (p.personId === actor.personId) throw new AppError('plate_proof_own');
    return p;
  }
  private async lines(proofs: readonly PlateProof[]): Promise<PlateProofLine[]> {
    const hands = proofs.flatMap((p) => [p.openedBy, ...(p.outcome ? [p.outcome] : [])]);
    const asked = hands.flatMap(({ personId, organisationId }) => (organisationId === null ? [] : [{ personId, organisationId }]));
    const names = await this.memberships.who(asked);
    const who = (h: WindowHand) => names.get(`${h.personId}|${h.organisationId}`) ?? '';
    return proofs.map((p) => ({
      id: p._id,
      state: p.state,
      openedAt: p.openedAt.toISOString(),
      openedBy: who(p.openedBy),
      reason: p.reason,
      outcome: p.outcome && { result: p.outcome.result, reason: p.outcome.reason, by: who(p.outcome), at: p.outcome.at.toISOString() },
    }));
  }
}
const hand = ({ personId, organisationId }: Actor): WindowHand => ({ personId, organisationId });
