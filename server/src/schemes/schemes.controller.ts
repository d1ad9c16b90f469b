import type { ParsedOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/scheme';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { RegisterService } from '../register/register.service.js';
import { CommentsService } from './comments.service.js';
import { PublicSchemesService } from './public-schemes.service.js';
import { SchemesService } from './schemes.service.js';

const NONE = { open: 0, adopted: 0, partly: 0, declined: 0 };
const done = { done: true as const };

@Controller()
export class SchemesController {
  constructor(
    private readonly schemes: SchemesService,
    private readonly open: PublicSchemesService,
    private readonly comments: CommentsService,
    private readonly register: RegisterService,
  ) {}

  @Handle(contract.scheme)
  scheme() {
    return this.open.scheme();
  }
  @Handle(contract.consultations)
  consultations() {
    return this.open.list();
  }
  @Handle(contract.consultation)
  consultation({ params, query }: ParsedOf<typeof contract.consultation>) {
    return this.open.one(params.id, query.after);
  }
  @Handle(contract.ownComment)
  async ownComment({ params }: ParsedOf<typeof contract.ownComment>, { actor }: ContextOf<typeof contract.ownComment>) {
    return this.comments.own(await this.register.own(actor, 'own_comment', ['自己提的意见']), params.id);
  }
  @Handle(contract.putComment)
  putComment({ params, body }: ParsedOf<typeof contract.putComment>, { actor }: ContextOf<typeof contract.putComment>) {
    return this.comments.put(actor, params.id, body.text);
  }

  @Handle(contract.schemeList)
  list({ query }: ParsedOf<typeof contract.schemeList>) {
    return this.schemes.list(query.after);
  }
  @Handle(contract.createScheme)
  create({ body }: ParsedOf<typeof contract.createScheme>, { actor }: ContextOf<typeof contract.createScheme>) {
    return this.schemes.create(actor, body.requestId);
  }
  @Handle(contract.schemeDetail)
  detail({ params }: ParsedOf<typeof contract.schemeDetail>, { actor }: ContextOf<typeof contract.schemeDetail>) {
    return this.schemes.detail(actor, params.id);
  }
  @Handle(contract.editScheme)
  edit({ params, body }: ParsedOf<typeof contract.editScheme>, { actor }: ContextOf<typeof contract.editScheme>) {
    return this.schemes.edit(actor, params.id, body);
  }
  @Handle(contract.tryScheme)
  try({ params, body }: ParsedOf<typeof contract.tryScheme>, { actor }: ContextOf<typeof contract.tryScheme>) {
    return this.schemes.try(actor, params.id, body.rev);
  }
  @Handle(contract.cancelTrial)
  cancelTrial({ params }: ParsedOf<typeof contract.cancelTrial>) {
    return this.schemes.cancelTrial(params.id);
  }
  @Handle(contract.submitScheme)
  submit({ params, body }: ParsedOf<typeof contract.submitScheme>, { actor }: ContextOf<typeof contract.submitScheme>) {
    return this.schemes.submit(actor, params.id, body.rev);
  }
  @Handle(contract.passScheme)
  pass({ params, body }: ParsedOf<typeof contract.passScheme>, { actor }: ContextOf<typeof contract.passScheme>) {
    return this.schemes.pass(actor, params.id, body);
  }
  @Handle(contract.returnScheme)
  return({ params, body }: ParsedOf<typeof contract.returnScheme>, { actor }: ContextOf<typeof contract.returnScheme>) {
    return this.schemes.return(actor, params.id, body.rev, body.reason);
  }
  @Handle(contract.closeScheme)
  close({ params, body }: ParsedOf<typeof contract.closeScheme>, { actor }: ContextOf<typeof contract.closeScheme>) {
    return this.schemes.close(actor, params.id, body.rev);
  }
  @Handle(contract.approveScheme)
  approve({ params, body }: ParsedOf<typeof contract.approveScheme>, { actor }: ContextOf<typeof contract.approveScheme>) {
    return this.schemes.approve(actor, params.id, body);
  }
  @Handle(contract.withdrawScheme)
  withdraw({ params, body }: ParsedOf<typeof contract.withdrawScheme>, { actor }: ContextOf<typeof contract.withdrawScheme>) {
    return this.schemes.withdraw(actor, params.id, body.rev, body.reason);
  }
  @Handle(contract.schemeComments)
  async commentsOf({ params, query }: ParsedOf<typeof contract.schemeComments>) {
    const consultation = await this.schemes.consultationOf(params.id);
    if (consultation === null) return { items: [], counts: NONE, next: null };
    return this.comments.page(consultation, query.answered === 'yes', Number(query.after ?? 0));
  }
  @Handle(contract.answerComment)
  async answer({ params, body }: ParsedOf<typeof contract.answerComment>, { actor }: ContextOf<typeof contract.answerComment>) {
    const { rev, ...answer } = body;
    await this.comments.answer(actor, await this.schemes.answerable(params.id), Number(params.serial), rev, answer);
    return done;
  }
}
