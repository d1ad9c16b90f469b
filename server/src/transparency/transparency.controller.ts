import type { ParsedOf } from '@binhai/shared/contract/http';
import { transparency } from '@binhai/shared/contract/transparency';
import { Controller } from '@nestjs/common';
import { Handle } from '../platform/endpoint.decorator.js';
import { TransparencyService } from './transparency.service.js';

@Controller()
export class TransparencyController {
  constructor(private readonly service: TransparencyService) {}

  @Handle(transparency)
  async month(input: ParsedOf<typeof transparency>) {
    return this.service.month(input);
  }
}
