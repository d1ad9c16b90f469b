import type { ParsedOf } from '@binhai/shared/contract/http';
import { askExport, deleteAccount, deleteUnnamed, exportFile, exportState, heldData, keepAccount, leaving } from '@binhai/shared/contract/rights';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { fileReply } from '../platform/files/file-reply.js';
import { Files } from '../platform/files/files.service.js';
import { RegisterService } from '../register/register.service.js';
import { DeletionService } from './deletion.service.js';
import { ExportService } from './export.service.js';
import { heldLines } from './held.js';

@Controller()
export class RightsController {
  constructor(
    private readonly deletion: DeletionService,
    private readonly exports: ExportService,
    private readonly files: Files,
    private readonly register: RegisterService,
  ) {}

  @Handle(heldData)
  async held() {
    return { items: heldLines() };
  }
  @Handle(exportState)
  async exportState(_: ParsedOf<typeof exportState>, { actor }: ContextOf<typeof exportState>) {
    return this.exports.state(actor.personId);
  }
  @Handle(askExport)
  async askExport(_: ParsedOf<typeof askExport>, { actor }: ContextOf<typeof askExport>) {
    return this.exports.ask(actor);
  }
  @Handle(exportFile)
  async exportFile(_: ParsedOf<typeof exportFile>, { actor }: ContextOf<typeof exportFile>) {
    await this.exports.mustBeReady(actor.personId);
    const access = await this.register.each(actor, 'own_export', ['全部个人信息']);
    return fileReply(this.files, await this.exports.file(access));
  }
  @Handle(leaving)
  async leaving(_: ParsedOf<typeof leaving>, { actor }: ContextOf<typeof leaving>) {
    return this.deletion.state(await this.register.own(actor, 'own_account', ['账号', '券', '授权']));
  }
  @Handle(deleteAccount)
  async deleteAccount({ body }: ParsedOf<typeof deleteAccount>, { actor }: ContextOf<typeof deleteAccount>) {
    return this.deletion.ask(actor, body);
  }
  @Handle(deleteUnnamed)
  async deleteUnnamed({ body }: ParsedOf<typeof deleteUnnamed>, { actor }: ContextOf<typeof deleteUnnamed>) {
    return this.deletion.askUnnamed(actor, body);
  }
  @Handle(keepAccount)
  async keep(_: ParsedOf<typeof keepAccount>, { actor }: ContextOf<typeof keepAccount>) {
    await this.deletion.undo(actor);
    return { done: true as const };
  }
}
