import { offers, type ParsedOf } from '@binhai/shared';
import { Controller } from '@nestjs/common';
import { Handle } from '../platform/endpoint.decorator.js';
import { PerksService } from './perks.service.js';

@Controller()
export class PerksController {
  constructor(private readonly perks: PerksService) {}

  @Handle(offers)
  list({ query }: ParsedOf<typeof offers>) {
    return this.perks.list(query.after);
  }
}
