import type { ParsedOf } from '@binhai/shared/contract/http';
import {
  agencies,
  answerViewer,
  certificate,
  certificates,
  checkProof,
  lookAtCertificate,
  makeCertificate,
  makeProof,
  openProof,
  proofKeys,
  proofs,
  rentalBenefits,
  revokeCertificate,
  viewing,
} from '@binhai/shared/contract/tenancy';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { AgencyStandings } from './agency-standings.service.js';
import { CertificatesService } from './certificates.service.js';
import { LookService } from './look.service.js';
import { ProofsService } from './proofs.service.js';
import { Viewers } from './viewers.service.js';

const DONE = { done: true } as const;

@Controller()
export class TenancyController {
  constructor(
    private readonly own: CertificatesService,
    private readonly viewers: Viewers,
    private readonly looks: LookService,
    private readonly given: ProofsService,
    private readonly standings: AgencyStandings,
  ) {}

  @Handle(rentalBenefits)
  async benefits(_: ParsedOf<typeof rentalBenefits>, { actor }: ContextOf<typeof rentalBenefits>) {
    return this.own.benefits(actor);
  }
  @Handle(makeCertificate)
  async make(input: ParsedOf<typeof makeCertificate>, { actor }: ContextOf<typeof makeCertificate>) {
    return this.own.make(actor, input);
  }
  @Handle(certificates)
  async list(_: ParsedOf<typeof certificates>, { actor }: ContextOf<typeof certificates>) {
    return this.own.list(actor);
  }
  @Handle(certificate)
  async one({ params }: ParsedOf<typeof certificate>, { actor }: ContextOf<typeof certificate>) {
    return this.own.one(actor, params.id);
  }
  @Handle(revokeCertificate)
  async revoke({ params }: ParsedOf<typeof revokeCertificate>, { actor }: ContextOf<typeof revokeCertificate>) {
    await this.own.revoke(actor, params.id);
    return DONE;
  }
  @Handle(answerViewer)
  async answer({ params, body }: ParsedOf<typeof answerViewer>, { actor }: ContextOf<typeof answerViewer>) {
    await this.viewers.answer(actor, params.id, body.allow);
    return DONE;
  }
  @Handle(lookAtCertificate)
  async look(input: ParsedOf<typeof lookAtCertificate>, { actor, ip }: ContextOf<typeof lookAtCertificate>) {
    return this.looks.look(actor, input, ip);
  }
  @Handle(viewing)
  async viewing({ params }: ParsedOf<typeof viewing>, { actor }: ContextOf<typeof viewing>) {
    return this.looks.answered(actor, params.id);
  }
  @Handle(makeProof)
  async makeProof(input: ParsedOf<typeof makeProof>, { actor }: ContextOf<typeof makeProof>) {
    return this.given.make(actor, input);
  }
  @Handle(proofs)
  async proofs(_: ParsedOf<typeof proofs>, { actor }: ContextOf<typeof proofs>) {
    return this.given.list(actor);
  }
  @Handle(openProof)
  async openProof(input: ParsedOf<typeof openProof>, { actor }: ContextOf<typeof openProof>) {
    return this.given.open(actor, input);
  }
  @Handle(checkProof)
  async checkProof({ body }: ParsedOf<typeof checkProof>) {
    return this.given.check(body.text);
  }
  @Handle(proofKeys)
  async proofKeys(_: ParsedOf<typeof proofKeys>) {
    return this.given.keys();
  }
  @Handle(agencies)
  async agencies(_: ParsedOf<typeof agencies>) {
    return this.standings.list();
  }
}
