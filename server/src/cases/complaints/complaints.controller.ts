import {
  claimComplaint,
  complaint,
  complaintKinds,
  complaints,
  decideComplaint,
  deskComplaint,
  deskComplaints,
  fileComplaint,
  reviewGrade,
  reviewOffer,
  withdrawComplaint,
} from '@binhai/shared/contract/complaints';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../../platform/context.js';
import { Handle } from '../../platform/endpoint.decorator.js';
import { ComplaintDesk } from './complaint-desk.service.js';
import { ComplaintsService } from './complaints.service.js';
import { ReviewsService } from './reviews.service.js';

const DONE = { done: true } as const;

@Controller()
export class ComplaintsController {
  constructor(
    private readonly own: ComplaintsService,
    private readonly reviews: ReviewsService,
    private readonly desk: ComplaintDesk,
  ) {}

  @Handle(complaintKinds)
  async kinds(_: ParsedOf<typeof complaintKinds>) {
    return this.own.kinds();
  }
  @Handle(fileComplaint)
  async file(input: ParsedOf<typeof fileComplaint>, { actor }: ContextOf<typeof fileComplaint>) {
    return this.own.file(actor, input);
  }
  @Handle(reviewGrade)
  async reviewGrade(input: ParsedOf<typeof reviewGrade>, { actor }: ContextOf<typeof reviewGrade>) {
    return this.reviews.grade(actor, input);
  }
  @Handle(reviewOffer)
  async reviewOffer(input: ParsedOf<typeof reviewOffer>, { actor }: ContextOf<typeof reviewOffer>) {
    return this.reviews.offer(actor, input);
  }
  @Handle(complaints)
  async list(input: ParsedOf<typeof complaints>, { actor }: ContextOf<typeof complaints>) {
    return this.own.list(actor, input);
  }
  @Handle(complaint)
  async one({ params }: ParsedOf<typeof complaint>, { actor }: ContextOf<typeof complaint>) {
    return this.own.one(actor, params.id);
  }
  @Handle(withdrawComplaint)
  async withdraw({ params }: ParsedOf<typeof withdrawComplaint>, { actor }: ContextOf<typeof withdrawComplaint>) {
    await this.own.withdraw(actor, params.id);
    return DONE;
  }
  @Handle(deskComplaints)
  async deskList(input: ParsedOf<typeof deskComplaints>, { actor }: ContextOf<typeof deskComplaints>) {
    return this.desk.page(actor, input);
  }
  @Handle(deskComplaint)
  async deskOne(input: ParsedOf<typeof deskComplaint>, { actor }: ContextOf<typeof deskComplaint>) {
    return this.desk.one(actor, input);
  }
  @Handle(claimComplaint)
  async claim(input: ParsedOf<typeof claimComplaint>, { actor }: ContextOf<typeof claimComplaint>) {
    await this.desk.claim(actor, input);
    return DONE;
  }
  @Handle(decideComplaint)
  async decide(input: ParsedOf<typeof decideComplaint>, { actor }: ContextOf<typeof decideComplaint>) {
    await this.desk.decide(actor, input);
    return DONE;
  }
}
