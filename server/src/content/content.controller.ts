import type { ParsedOf } from '@binhai/shared/contract/http';
import { notices } from '@binhai/shared/contract/publicity';
import { Controller } from '@nestjs/common';
import { Handle } from '../platform/endpoint.decorator.js';
import { NOTICES } from './notices.data.js';

@Controller()
export class ContentController {
  @Handle(notices)
  async list(_: ParsedOf<typeof notices>) {
    return { items: NOTICES };
  }
}
