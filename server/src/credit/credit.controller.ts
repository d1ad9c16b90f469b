import * as credit from '@binhai/shared/contract/credit';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { CreditService } from './credit.service.js';
import { OptInService } from './opt-in.service.js';

@Controller()
export class CreditController {
  constructor(
    private readonly credit: CreditService,
    private readonly optIns: OptInService,
  ) {}

  @Handle(credit.optInText)
  optInText() {
    return this.optIns.text();
  }

  @Handle(credit.optIn)
  optIn({ body }: ParsedOf<typeof credit.optIn>, { actor }: ContextOf<typeof credit.optIn>) {
    return this.optIns.open(actor, body.textVersion, body.zone);
  }

  @Handle(credit.optOut)
  optOut(_: ParsedOf<typeof credit.optOut>, { actor }: ContextOf<typeof credit.optOut>) {
    return this.optIns.close(actor);
  }

  @Handle(credit.grade)
  grade(_: ParsedOf<typeof credit.grade>, { actor }: ContextOf<typeof credit.grade>) {
    return this.credit.grade(actor);
  }

  @Handle(credit.explanation)
  explanation(_: ParsedOf<typeof credit.explanation>, { actor }: ContextOf<typeof credit.explanation>) {
    return this.credit.explanation(actor);
  }

  @Handle(credit.history)
  history(_: ParsedOf<typeof credit.history>, { actor }: ContextOf<typeof credit.history>) {
    return this.credit.history(actor);
  }

  @Handle(credit.whatIf)
  whatIf({ body }: ParsedOf<typeof credit.whatIf>, { actor }: ContextOf<typeof credit.whatIf>) {
    return this.credit.whatIf(actor, body);
  }

  @Handle(credit.records)
  records(_: ParsedOf<typeof credit.records>, { actor }: ContextOf<typeof credit.records>) {
    return this.credit.list(actor);
  }

  @Handle(credit.record)
  record({ params }: ParsedOf<typeof credit.record>, { actor }: ContextOf<typeof credit.record>) {
    return this.credit.record(actor, params.id);
  }
}
