import { decideReview, review, reviews, runReview, searchRegister } from '@binhai/shared/contract/audit';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { AccessReviewService } from './access-review.service.js';
import { AuditEntries } from './audit-entries.service.js';

@Controller()
export class AuditController {
  constructor(
    private readonly entries: AuditEntries,
    private readonly service: AccessReviewService,
  ) {}

  @Handle(searchRegister)
  async search(input: ParsedOf<typeof searchRegister>, { actor }: ContextOf<typeof searchRegister>) {
    return this.entries.page(actor, input);
  }
  @Handle(reviews)
  async queue(input: ParsedOf<typeof reviews>, { actor }: ContextOf<typeof reviews>) {
    return this.service.queue(actor, input);
  }
  @Handle(review)
  async one(input: ParsedOf<typeof review>, { actor }: ContextOf<typeof review>) {
    return this.service.one(actor, input);
  }
  @Handle(decideReview)
  async decide(input: ParsedOf<typeof decideReview>, { actor }: ContextOf<typeof decideReview>) {
    return this.service.decide(actor, input);
  }
  @Handle(runReview)
  async run({ body }: ParsedOf<typeof runReview>) {
    await this.service.ask(body.day);
    return { done: true as const };
  }
}
