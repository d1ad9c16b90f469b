import type { ParsedOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/statements';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { StatementFilesService } from './statement-files.service.js';
import { StatementsService } from './statements.service.js';

@Controller()
export class StatementsController {
  constructor(
    private readonly service: StatementsService,
    private readonly files: StatementFilesService,
  ) {}

  @Handle(contract.statements)
  list(input: ParsedOf<typeof contract.statements>, { actor }: ContextOf<typeof contract.statements>) {
    return this.service.list(actor, input);
  }
  @Handle(contract.statement)
  one({ params }: ParsedOf<typeof contract.statement>, { actor }: ContextOf<typeof contract.statement>) {
    return this.service.detail(actor, params.id);
  }
  @Handle(contract.statementEntries)
  entries(input: ParsedOf<typeof contract.statementEntries>, { actor }: ContextOf<typeof contract.statementEntries>) {
    return this.service.entries(actor, input);
  }
  @Handle(contract.confirmStatement)
  confirm({ params, body }: ParsedOf<typeof contract.confirmStatement>, { actor }: ContextOf<typeof contract.confirmStatement>) {
    return this.service.confirm(actor, params.id, body.rev);
  }
  @Handle(contract.disputeStatement)
  dispute({ params, body }: ParsedOf<typeof contract.disputeStatement>, { actor }: ContextOf<typeof contract.disputeStatement>) {
    return this.service.dispute(actor, params.id, body.rev, body.text);
  }
  @Handle(contract.answerStatement)
  answer({ params, body }: ParsedOf<typeof contract.answerStatement>, { actor }: ContextOf<typeof contract.answerStatement>) {
    return this.service.answer(actor, params.id, body.rev, body.text);
  }
  @Handle(contract.settleStatement)
  settle({ params, body }: ParsedOf<typeof contract.settleStatement>, { actor }: ContextOf<typeof contract.settleStatement>) {
    return this.service.settle(actor, params.id, body.rev, body.payment);
  }
  @Handle(contract.statementCsv)
  csv({ params }: ParsedOf<typeof contract.statementCsv>, { actor }: ContextOf<typeof contract.statementCsv>) {
    return this.files.csv(actor, params.id);
  }
  @Handle(contract.statementXlsx)
  xlsx({ params }: ParsedOf<typeof contract.statementXlsx>, { actor }: ContextOf<typeof contract.statementXlsx>) {
    return this.files.xlsx(actor, params.id);
  }
  @Handle(contract.statementPdf)
  pdf({ params }: ParsedOf<typeof contract.statementPdf>, { actor }: ContextOf<typeof contract.statementPdf>) {
    return this.files.pdf(actor, params.id);
  }
}
