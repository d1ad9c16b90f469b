import type { ParsedOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/offer-desk';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { OfferDeskService } from './offer-desk.service.js';
import { OfferDraftsService } from './offer-drafts.service.js';

@Controller()
export class OfferDeskController {
  constructor(
    private readonly desk: OfferDeskService,
    private readonly drafts: OfferDraftsService,
  ) {}

  @Handle(contract.deskOffers)
  list({ query }: ParsedOf<typeof contract.deskOffers>, { actor }: ContextOf<typeof contract.deskOffers>) {
    return this.desk.list(actor, query.after);
  }
  @Handle(contract.pauseOffer)
  pause(input: ParsedOf<typeof contract.pauseOffer>, { actor }: ContextOf<typeof contract.pauseOffer>) {
    return this.desk.act(actor, 'pause', input);
  }
  @Handle(contract.resumeOffer)
  resume(input: ParsedOf<typeof contract.resumeOffer>, { actor }: ContextOf<typeof contract.resumeOffer>) {
    return this.desk.act(actor, 'resume', input);
  }
  @Handle(contract.endOffer)
  end(input: ParsedOf<typeof contract.endOffer>, { actor }: ContextOf<typeof contract.endOffer>) {
    return this.desk.act(actor, 'end', input);
  }
  @Handle(contract.offerDrafts)
  drafted({ query }: ParsedOf<typeof contract.offerDrafts>, { actor }: ContextOf<typeof contract.offerDrafts>) {
    return this.drafts.list(actor, query.state, query.after);
  }
  @Handle(contract.createDraft)
  create({ body }: ParsedOf<typeof contract.createDraft>, { actor }: ContextOf<typeof contract.createDraft>) {
    return this.drafts.create(actor, body.requestId, body.offerId);
  }
  @Handle(contract.offerDraft)
  draft({ params }: ParsedOf<typeof contract.offerDraft>, { actor }: ContextOf<typeof contract.offerDraft>) {
    return this.drafts.detail(actor, params.id);
  }
  @Handle(contract.editDraft)
  edit({ params, body }: ParsedOf<typeof contract.editDraft>, { actor }: ContextOf<typeof contract.editDraft>) {
    return this.drafts.edit(actor, params.id, body.rev, body.content);
  }
  @Handle(contract.submitDraft)
  submit({ params, body }: ParsedOf<typeof contract.submitDraft>, { actor }: ContextOf<typeof contract.submitDraft>) {
    return this.drafts.submit(actor, params.id, body.rev);
  }
  @Handle(contract.returnDraft)
  return({ params, body }: ParsedOf<typeof contract.returnDraft>, { actor }: ContextOf<typeof contract.returnDraft>) {
    return this.drafts.return(actor, params.id, body.rev, body.reason);
  }
  @Handle(contract.withdrawDraft)
  withdraw({ params, body }: ParsedOf<typeof contract.withdrawDraft>, { actor }: ContextOf<typeof contract.withdrawDraft>) {
    return this.drafts.withdraw(actor, params.id, body.rev);
  }
  @Handle(contract.approveDraft)
  approve({ params, body }: ParsedOf<typeof contract.approveDraft>, { actor }: ContextOf<typeof contract.approveDraft>) {
    return this.drafts.approve(actor, params.id, body.rev, body.checks, body.opinion);
  }
}
