import type { ParsedOf } from '@binhai/shared/contract/http';
import { inbox, readMessage } from '@binhai/shared/contract/messages';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { RegisterService } from '../register/register.service.js';
import { InboxService } from './inbox.service.js';

@Controller()
export class MessagesController {
  constructor(
    private readonly inboxService: InboxService,
    private readonly register: RegisterService,
  ) {}

  @Handle(inbox)
  async list({ query }: ParsedOf<typeof inbox>, { actor }: ContextOf<typeof inbox>) {
    return this.inboxService.page(await this.register.own(actor, 'own_messages', ['消息']), query.after);
  }
  @Handle(readMessage)
  async read({ params }: ParsedOf<typeof readMessage>, { actor }: ContextOf<typeof readMessage>) {
    await this.inboxService.read(actor.personId, params.id);
    return { done: true as const };
  }
}
