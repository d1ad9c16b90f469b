import type { Explained, reviewGrade, reviewOffer } from '@binhai/shared/contract/complaints';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { localDateOf } from '@binhai/shared/dates/dates';
import { GRADE_WORDS } from '@binhai/shared/rules/grade';
import { Injectable } from '@nestjs/common';
import { CreditService } from '../../credit/credit.service.js';
import { EligibilityService } from '../../perks/eligibility.service.js';
import { OffersService } from '../../perks/offers.service.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/context.js';
import { requestHash } from '../../platform/request-hash.js';
import { ComplaintsService, NOBODY } from './complaints.service.js';

const MET = { yes: '满足', consent: '同意授权就满足', no: '还不满足' } as const;
interface Decision {
  readonly kind: 'grade_review' | 'offer_review';
  /** The offer, or `grade`. */
  readonly decision: string;
  readonly requestId: string;
  readonly text: string;
}

/** 人工复核 (domain rule 28): a person answers what a rule decided, with what the rule said when they were asked. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly complaints: ComplaintsService,
    private readonly credit: CreditService,
    private readonly eligibility: EligibilityService,
    private readonly offers: OffersService,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError as listed by the endpoint */
  grade(actor: Actor, { body }: ParsedOf<typeof reviewGrade>): Promise<{ id: string; number: string }> {
    return this.file(actor, { kind: 'grade_review', decision: 'grade', ...body }, async () => {
      const { grade, counted, notCounted, raises } = await this.credit.explanation(actor);
      const { scheme, unratedReason } = grade;
      return {
        title: GRADE_WORDS[grade.grade],
        basis: scheme.title,
        lines: [
          ...(unratedReason ? [{ title: '为什么暂未评定', text: unratedReason }] : []),
          ...counted.map((f) => ({ title: `计入：${f.title}`, text: f.detail })),
          ...notCounted.map((f) => ({ title: `${f.state === 'open' ? '公示中' : '不计入'}：${f.title}`, text: f.detail })),
          ...raises.map((r) => ({ title: `怎样到${GRADE_WORDS[r.to]}`, text: r.detail })),
        ],
      };
    });
  }
  /** @throws AppError as listed by the endpoint */
  offer(actor: Actor, { params, body }: ParsedOf<typeof reviewOffer>): Promise<{ id: string; number: string }> {
    return this.file(actor, { kind: 'offer_review', decision: params.id, ...body }, async () => {
      const { conditions, offerVersion } = await this.eligibility.check(actor, { params });
      return {
        title: this.offers.get(params.id).terms.title,
        basis: `条款第 ${offerVersion} 版`,
        lines: conditions.map((c) => ({ title: `${c.title}：${MET[c.met]}`, text: c.hint })),
      };
    });
  }

  private async file(actor: Actor, asked: Decision, explain: () => Promise<Omit<Explained, 'at'>>): Promise<{ id: string; number: string }> {
    const { kind, decision, requestId, text } = asked;
    const bodyHash = requestHash(kind, decision, text);
    const explained = await explain(); // also for what was asked before: it is a look like any other
    const before = await this.complaints.repeated(actor.personId, requestId, bodyHash);
    if (before) return before;
    const at = this.clock.now();
    const terms = kind === 'offer_review' ? explained.title : '';
    const row = { ...NOBODY, requestId, bodyHash, kind, decision, terms, happenedOn: localDateOf(at.getTime()) };
    return this.complaints.keep(actor.personId, row, { text, against: '', way: '' }, { ...explained, at: at.toISOString() });
  }
}
