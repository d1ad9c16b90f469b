import type { ReplyOf } from '@binhai/shared/contract/http';
import type { ANSWERS, ownComment, schemeComments } from '@binhai/shared/contract/scheme';
import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model } from 'mongoose';
import { ParametersService } from '../parameters/parameters.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { inTransaction } from '../platform/transactions.js';
import type { Access } from '../register/access.js';
import { type CommentAnswer, SchemeComment, SchemeConsultation } from './scheme.schema.js';

const PAGE = 20;
const place = (id: string) => ({ collection: 'scheme_comments', field: 'sealedText', id }) as const;
const shown = (a: CommentAnswer) => ({ verdict: a.verdict, text: a.text, on: a.on });
type Verdict = (typeof ANSWERS)[number];

/** What residents say of a draft, and what the centre answers. */
@Injectable()
export class CommentsService {
  constructor(
    @InjectModel(SchemeComment.name) private readonly comments: Model<SchemeComment>,
    @InjectModel(SchemeConsultation.name) private readonly consultations: Model<SchemeConsultation>,
    @InjectConnection() private readonly connection: Connection,
    private readonly parameters: ParametersService,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /** One a person and consultation; a second one is an edit, and what was answered is answered anew. @throws AppError scheme_unknown, scheme_consultation_closed, input_invalid */
  async put(actor: Actor, consultationId: string, text: string): Promise<{ number: number }> {
    const most = this.parameters.at('scheme_life').content.commentLength;
    const said = text.trim();
    if ([...said].length > most || said.length < 5) throw new AppError('input_invalid', { fields: [{ path: 'body.text', message: `写 5 到 ${most} 个字` }] });
    await this.openOne(consultationId);
    const edited = await this.edit(actor.personId, consultationId, said);
    if (edited) return edited;
    try {
      return await inTransaction(this.connection, (session) => this.add(actor.personId, consultationId, said, session));
    } catch (e) {
      const other = isDuplicateKey(e, 'consultationId') ? await this.edit(actor.personId, consultationId, said) : null;
      if (!other) throw e;
      return other;
    }
  }
  async own(access: Access<'own_comment'>, consultationId: string): Promise<ReplyOf<typeof ownComment>> {
    if (!(await this.consultations.exists({ _id: consultationId }))) throw new AppError('scheme_unknown');
    const c = await this.comments.findOne({ consultationId, personId: access.subject }).lean(); // unique index {consultationId, personId}
    if (!c) return { comment: null };
    return { comment: { number: c.number, text: this.text(c), editedAt: c.editedAt.toISOString(), answer: c.answer && shown(c.answer) } };
  }
  /** For the desk: by number, never by who said it. */
  async page(consultationId: string, answered: boolean, after: number): Promise<ReplyOf<typeof schemeComments>> {
    const [found, counts] = await Promise.all([
      this.comments
        .find({ consultationId, 'answer.verdict': answered ? { $ne: null } : null, number: { $gt: after } })
        .sort({ number: 1 })
        .limit(PAGE + 1)
        .lean(), // index {consultationId, number}
      this.counts(consultationId),
    ]);
    const items = found.slice(0, PAGE).map((c) => ({
      number: c.number,
      text: this.text(c),
      on: localDateOf(c.editedAt.getTime()),
      rev: c.rev,
      answer: c.answer && shown(c.answer),
    }));
    return { items, counts, next: found.length > PAGE ? String(items.at(-1)?.number) : null };
  }
  /** For everybody: a comment is published with its answer. */
  async published(consultationId: string, after: number) {
    const { items, next } = await this.page(consultationId, true, after);
    return { answered: items.flatMap(({ number, text, on, answer }) => (answer ? [{ number, text, on, answer }] : [])), next };
  }
  async counts(consultationId: string): Promise<Record<Verdict | 'open', number>> {
    const count = (verdict: Verdict | null) => this.comments.countDocuments({ consultationId, 'answer.verdict': verdict }); // index {consultationId, answer.verdict}
    const [open, adopted, partly, declined] = await Promise.all([count(null), count('adopted'), count('partly'), count('declined')]);
    return { open, adopted, partly, declined };
  }
  /** @param rev of the text that is answered @throws AppError scheme_comment_changed, scheme_unknown */
  async answer(actor: Actor, consultationId: string, number: number, rev: number, { verdict, text }: { verdict: Verdict; text: string }): Promise<void> {
    const answer: CommentAnswer = {
      verdict,
      text,
      on: localDateOf(this.clock.ms()),
      personId: actor.personId,
      organisationId: actor.organisationId ?? '',
    };
    const r = await this.comments.updateOne({ consultationId, number, rev }, { $set: { answer } });
    if (r.matchedCount === 1) return;
    throw new AppError((await this.comments.exists({ consultationId, number })) ? 'scheme_comment_changed' : 'scheme_unknown');
  }

  private text(c: Pick<SchemeComment, '_id' | 'sealedText'>): string {
    return this.cipher.open(place(c._id), c.sealedText);
  }
  private async openOne(id: string): Promise<void> {
    const c = await this.consultations.findById(id, { to: 1, withdrawn: 1 }).lean();
    if (!c) throw new AppError('scheme_unknown');
    if (c.withdrawn || localDateOf(this.clock.ms()) > c.to) throw new AppError('scheme_consultation_closed');
  }
  private async edit(personId: string, consultationId: string, text: string): Promise<{ number: number } | null> {
    const there = await this.comments.findOne({ consultationId, personId }, { _id: 1 }).lean();
    if (!there) return null;
    const change = { sealedText: this.cipher.seal(place(there._id), text), editedAt: this.clock.now(), answer: null };
    return this.comments.findOneAndUpdate({ _id: there._id }, { $set: change, $inc: { rev: 1 } }, { projection: { number: 1 } }).lean();
  }
  /** The number comes with the place in the count: both or neither. */
  private async add(personId: string, consultationId: string, text: string, session: ClientSession): Promise<{ number: number }> {
    const counted = await this.consultations
      .findOneAndUpdate({ _id: consultationId }, { $inc: { comments: 1 } }, { session, returnDocument: 'after' })
      .lean()
      .orFail();
    const _id = newId();
    const comment: SchemeComment = {
      _id,
      consultationId,
      personId,
      number: counted.comments,
      sealedText: this.cipher.seal(place(_id), text),
      editedAt: this.clock.now(),
      rev: 1,
      answer: null,
    };
    await this.comments.create([comment], { session });
    return { number: counted.comments };
  }
}
