import { confirm, release, reverse, scan, today } from '@binhai/shared/contract/counter';
import type { ParsedOf } from '@binhai/shared/contract/http';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { CounterService } from './counter.service.js';

@Controller()
export class CounterController {
  constructor(private readonly service: CounterService) {}

  @Handle(scan)
  async scan(input: ParsedOf<typeof scan>, { actor }: ContextOf<typeof scan>) {
    return this.service.scan(actor, input);
  }
  @Handle(confirm)
  async confirm(input: ParsedOf<typeof confirm>, { actor }: ContextOf<typeof confirm>) {
    return this.service.confirm(actor, input);
  }
  @Handle(release)
  async release(input: ParsedOf<typeof release>, { actor }: ContextOf<typeof release>) {
    await this.service.release(actor, input);
    return { done: true as const };
  }
  @Handle(reverse)
  async reverse(input: ParsedOf<typeof reverse>, { actor }: ContextOf<typeof reverse>) {
    return this.service.reverse(actor, input);
  }
  @Handle(today)
  async today(input: ParsedOf<typeof today>, { actor }: ContextOf<typeof today>) {
    return this.service.today(actor, input);
  }
}
