import type { ParsedOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/repair';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../../platform/context.js';
import { Handle } from '../../platform/endpoint.decorator.js';
import { fileReply } from '../../platform/files/file-reply.js';
import { Files } from '../../platform/files/files.service.js';
import { RepairDesk } from './repair-desk.service.js';
import { RepairsService } from './repairs.service.js';

const DONE = { done: true } as const;

@Controller()
export class RepairsController {
  constructor(
    private readonly own: RepairsService,
    private readonly desk: RepairDesk,
    private readonly files: Files,
  ) {}

  @Handle(contract.repairRecords)
  async cards(_: ParsedOf<typeof contract.repairRecords>, { actor }: ContextOf<typeof contract.repairRecords>) {
    return this.own.cards(actor);
  }
  @Handle(contract.startRepairs)
  async start(input: ParsedOf<typeof contract.startRepairs>, { actor }: ContextOf<typeof contract.startRepairs>) {
    return this.own.start(actor, input);
  }
  @Handle(contract.repair)
  async one({ params }: ParsedOf<typeof contract.repair>, { actor }: ContextOf<typeof contract.repair>) {
    return this.own.one(actor, params.id);
  }
  @Handle(contract.putProof)
  async proof({ params, body }: ParsedOf<typeof contract.putProof>, { actor }: ContextOf<typeof contract.putProof>) {
    return this.own.putProof(actor, params.id, body);
  }
  @Handle(contract.submitRepairs)
  async submit(input: ParsedOf<typeof contract.submitRepairs>, { actor }: ContextOf<typeof contract.submitRepairs>) {
    return this.own.submit(actor, input);
  }
  @Handle(contract.supplyRepair)
  async supply({ params }: ParsedOf<typeof contract.supplyRepair>, { actor }: ContextOf<typeof contract.supplyRepair>) {
    await this.own.supply(actor, params.id);
    return DONE;
  }
  @Handle(contract.withdrawRepair)
  async withdraw({ params }: ParsedOf<typeof contract.withdrawRepair>, { actor }: ContextOf<typeof contract.withdrawRepair>) {
    await this.own.withdraw(actor, params.id);
    return DONE;
  }
  @Handle(contract.deskRepairs)
  async deskList(input: ParsedOf<typeof contract.deskRepairs>, { actor }: ContextOf<typeof contract.deskRepairs>) {
    return this.desk.page(actor, input);
  }
  @Handle(contract.deskRepair)
  async deskOne({ params }: ParsedOf<typeof contract.deskRepair>, { actor }: ContextOf<typeof contract.deskRepair>) {
    return this.desk.one(actor, params.id);
  }
  @Handle(contract.deskProof)
  async deskProof({ params }: ParsedOf<typeof contract.deskProof>, { actor }: ContextOf<typeof contract.deskProof>) {
    return fileReply(this.files, await this.desk.proof(actor, params.id));
  }
  @Handle(contract.stepRepair)
  async step(input: ParsedOf<typeof contract.stepRepair>, { actor }: ContextOf<typeof contract.stepRepair>) {
    await this.desk.step(actor, input);
    return DONE;
  }
}
