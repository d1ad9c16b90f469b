import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { presentCertificate, RECOGNITION_TEXT, recognisedIssuers } from '@binhai/shared/contract/recognition';
import { decideIssuers, issuerRegistry, proposeIssuers } from '@binhai/shared/contract/recognition-desk';
import { RECOGNISED_AREAS } from '@binhai/shared/parameters/recognised-issuers';
import { Controller } from '@nestjs/common';
import { EligibilityService } from '../perks/eligibility.service.js';
import { AppError } from '../platform/app-error.js';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { IssuerRegistry } from './issuer-registry.service.js';
import { RecognitionService } from './recognition.service.js';

@Controller()
export class RecognitionController {
  constructor(
    private readonly recognition: RecognitionService,
    private readonly eligibility: EligibilityService,
    private readonly registry: IssuerRegistry,
  ) {}

  @Handle(recognisedIssuers)
  async issuers(): Promise<ReplyOf<typeof recognisedIssuers>> {
    const items = this.recognition.issuers().map(({ name, area, kinds }) => ({ name, area: RECOGNISED_AREAS[area], kinds: kinds.map((k) => k.title) }));
    return { items, textVersion: RECOGNITION_TEXT };
  }
  @Handle(presentCertificate)
  async present({ params, body }: ParsedOf<typeof presentCertificate>, { actor }: ContextOf<typeof presentCertificate>) {
    if (body.textVersion !== RECOGNITION_TEXT) throw new AppError('recognition_text_changed');
    return this.eligibility.withCertificate(actor, params.id, body.certificate);
  }
  @Handle(issuerRegistry)
  async list(_: unknown, { actor }: ContextOf<typeof issuerRegistry>) {
    return this.registry.registry(actor);
  }
  @Handle(proposeIssuers)
  async propose({ body }: ParsedOf<typeof proposeIssuers>, { actor }: ContextOf<typeof proposeIssuers>) {
    return this.registry.propose(actor, body);
  }
  @Handle(decideIssuers)
  async decide({ body }: ParsedOf<typeof decideIssuers>, { actor }: ContextOf<typeof decideIssuers>) {
    return this.registry.decide(actor, body);
  }
}
