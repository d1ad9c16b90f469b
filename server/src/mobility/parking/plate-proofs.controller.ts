import type { ParsedOf } from '@binhai/shared/contract/http';
import { decidePlateProof, openPlateProof, plateProof, plateProofs } from '@binhai/shared/contract/plate-proofs';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../../platform/context.js';
import { Handle } from '../../platform/endpoint.decorator.js';
import { PlateProofsService } from './plate-proofs.service.js';

@Controller()
export class PlateProofsController {
  constructor(private readonly proofs: PlateProofsService) {}

  @Handle(plateProofs)
  async list(input: ParsedOf<typeof plateProofs>) {
    return this.proofs.page(input);
  }
  @Handle(plateProof)
  async one(input: ParsedOf<typeof plateProof>, { actor }: ContextOf<typeof plateProof>) {
    return this.proofs.one(actor, input);
  }
  @Handle(openPlateProof)
  async open(input: ParsedOf<typeof openPlateProof>, { actor }: ContextOf<typeof openPlateProof>) {
    return this.proofs.open(actor, input);
  }
  @Handle(decidePlateProof)
  async decide(input: ParsedOf<typeof decidePlateProof>, { actor }: ContextOf<typeof decidePlateProof>) {
    await this.proofs.decide(actor, input);
    return { done: true } as const;
  }
}
