import type { ParsedOf } from '@binhai/shared/contract/http';
import { partnerDayFile, partnerDays, partnerDifferences, reportDifferences } from '@binhai/shared/contract/partner-days';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { PartnerDays } from './days.service.js';
import { PartnerDifferences } from './differences.service.js';

@Controller()
export class PartnerDaysController {
  constructor(
    private readonly days: PartnerDays,
    private readonly differences: PartnerDifferences,
  ) {}

  @Handle(partnerDays)
  async list(input: ParsedOf<typeof partnerDays>, { partner }: ContextOf<typeof partnerDays>) {
    return this.days.list(partner, input);
  }
  @Handle(partnerDayFile)
  async file({ params }: ParsedOf<typeof partnerDayFile>, { partner }: ContextOf<typeof partnerDayFile>) {
    return this.days.file(partner, params.id);
  }
  @Handle(reportDifferences)
  async report(input: ParsedOf<typeof reportDifferences>, { partner }: ContextOf<typeof reportDifferences>) {
    return this.differences.report(partner, input);
  }
  @Handle(partnerDifferences)
  async reported(input: ParsedOf<typeof partnerDifferences>, { partner }: ContextOf<typeof partnerDifferences>) {
    return this.differences.list(partner, input);
  }
}
