import type { ReplyOf } from '@binhai/shared/contract/http';
import type { consultation as consultationEndpoint, consultations as consultationsEndpoint, scheme as schemeEndpoint } from '@binhai/shared/contract/scheme';
import { localDateOf } from '@binhai/shared/dates/dates';
import { DENIED_FACTORS } from '@binhai/shared/parameters/denied-factors';
import { compareSchemes, schemeWords } from '@binhai/shared/rules/grade/scheme-words';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ParametersService, type SetOf } from '../parameters/parameters.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { CommentsService } from './comments.service.js';
import { SchemeConsultation } from './scheme.schema.js';

const MOST_CONSULTATIONS = 100;
const version = ({ content }: SetOf<'grade_scheme'>) => ({
  id: content.id,
  title: content.title,
  from: content.from,
  reference: content.references.join('；'),
});

/** What everybody may read of schemes: the one in force, those before, the one to come, and what is open to comments. */
@Injectable()
export class PublicSchemesService {
  constructor(
    @InjectModel(SchemeConsultation.name) private readonly consultations: Model<SchemeConsultation>,
    private readonly comments: CommentsService,
    private readonly parameters: ParametersService,
    private readonly clock: Clock,
  ) {}

  async scheme(): Promise<ReplyOf<typeof schemeEndpoint>> {
    const today = localDateOf(this.clock.ms());
    const present = this.parameters.at('grade_scheme', today);
    const all = this.parameters.versions('grade_scheme').sort((a, b) => (a.from < b.from ? 1 : -1));
    const coming = all.filter((s) => s.from > today).at(-1);
    const open = await this.consultations
      .findOne({ from: { $lte: today }, to: { $gte: today }, withdrawn: false })
      .sort({ from: -1 })
      .lean(); // index {from}
    return {
      ...version(present),
      ...schemeWords(present.content),
      state: this.parameters.personalGrade(),
      never: DENIED_FACTORS.map((f) => f.words[0]),
      versions: all.filter((s) => s.from <= today).map(version),
      coming: coming ? { ...version(coming), lines: compareSchemes(present.content, coming.content) } : null,
      consultation: open && { id: open._id, title: open.title, from: open.from, to: open.to },
    };
  }
  async list(): Promise<ReplyOf<typeof consultationsEndpoint>> {
    const found = await this.consultations.find().sort({ from: -1, _id: -1 }).limit(MOST_CONSULTATIONS).lean(); // index {from, _id}
    return { items: found.map((c) => ({ id: c._id, title: c.title, from: c.from, to: c.to, open: this.isOpen(c), comments: c.comments })) };
  }
  /** @throws AppError scheme_unknown */
  async one(id: string, after: string | undefined): Promise<ReplyOf<typeof consultationEndpoint>> {
    const c = await this.consultations.findById(id).lean();
    if (!c) throw new AppError('scheme_unknown');
    const [present] = this.parameters.versions('grade_scheme').filter((s) => s._id === c.presentSet);
    if (!present) throw new Error(`the scheme that consultation ${id} was compared with is gone`);
    return {
      id,
      title: c.title,
      why: c.why,
      from: c.from,
      to: c.to,
      open: this.isOpen(c),
      legalDocument: c.legalDocument,
      present: present.content.title,
      lines: compareSchemes(present.content, c.numbers),
      comments: c.comments,
      commentLength: this.parameters.at('scheme_life').content.commentLength,
      ...(await this.comments.published(id, Number(after ?? 0))),
    };
  }
  private isOpen({ to, withdrawn }: SchemeConsultation): boolean {
    return !withdrawn && localDateOf(this.clock.ms()) <= to;
  }
}
