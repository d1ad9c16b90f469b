import type { ParsedOf } from '@binhai/shared/contract/http';
import { sandboxOutbox } from '@binhai/shared/contract/system';
import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { Controller } from '@nestjs/common';
import { Handle } from '../platform/endpoint.decorator.js';
import { SandboxSmsBox } from './sms.sandbox.js';

@Controller()
export class SandboxController {
  constructor(private readonly box: SandboxSmsBox) {}

  @Handle(sandboxOutbox)
  async outbox({ body }: ParsedOf<typeof sandboxOutbox>) {
    const phone = checkMobile(body.phone);
    return { items: phone.ok ? await this.box.of(phone.value) : [] };
  }
}
