import type { ParsedOf } from '@binhai/shared/contract/http';
import { visits } from '@binhai/shared/contract/travel';
import { Controller } from '@nestjs/common';
import { Handle } from '../platform/endpoint.decorator.js';
import { VisitDays } from './visit-days.service.js';

@Controller()
export class TravelController {
  constructor(private readonly days: VisitDays) {}

  @Handle(visits)
  async visits({ params }: ParsedOf<typeof visits>) {
    return this.days.of(params.id);
  }
}
