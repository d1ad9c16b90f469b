import type { ParsedOf } from '@binhai/shared/contract/http';
import * as contract from '@binhai/shared/contract/parking';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../../platform/context.js';
import { Handle } from '../../platform/endpoint.decorator.js';
import { RegisterService } from '../../register/register.service.js';
import { BillsService } from './bills.service.js';
import { OperatorsService } from './operators.service.js';
import { OverviewService } from './overview.service.js';
import { PlatesService } from './plates.service.js';

const done = { done: true } as const;
const PARKING = ['车牌', '停车', '停车费'];
const PROOF = ['姓名', '证件号码', '车牌'];

@Controller()
export class ParkingController {
  constructor(
    private readonly operators: OperatorsService,
    private readonly plates: PlatesService,
    private readonly overview: OverviewService,
    private readonly bills: BillsService,
    private readonly register: RegisterService,
  ) {}

  @Handle(contract.operators)
  async list() {
    return this.operators.list();
  }
  @Handle(contract.parkingHome)
  async home(_: ParsedOf<typeof contract.parkingHome>, { actor }: ContextOf<typeof contract.parkingHome>) {
    return this.overview.home(await this.register.own(actor, 'own_parking', PARKING), actor);
  }
  @Handle(contract.openParking)
  async open({ body }: ParsedOf<typeof contract.openParking>, { actor }: ContextOf<typeof contract.openParking>) {
    return this.plates.open(actor, body);
  }
  @Handle(contract.chooseOperators)
  async choose({ body }: ParsedOf<typeof contract.chooseOperators>, { actor }: ContextOf<typeof contract.chooseOperators>) {
    await this.plates.choose(actor, body.operators);
    return done;
  }
  @Handle(contract.removePlate)
  async remove({ params }: ParsedOf<typeof contract.removePlate>, { actor }: ContextOf<typeof contract.removePlate>) {
    await this.plates.remove(actor, params.id);
    return done;
  }
  @Handle(contract.setPayLater)
  async payLater({ params, body }: ParsedOf<typeof contract.setPayLater>, { actor }: ContextOf<typeof contract.setPayLater>) {
    await this.plates.setPayLater(actor, params.id, body.on);
    return done;
  }
  @Handle(contract.provePlate)
  async prove({ body }: ParsedOf<typeof contract.provePlate>, { actor }: ContextOf<typeof contract.provePlate>) {
    return this.plates.prove(await this.register.own(actor, 'plate_proof', PROOF), actor, body.plate);
  }
  @Handle(contract.keepPlate)
  async keep({ params }: ParsedOf<typeof contract.keepPlate>, { actor }: ContextOf<typeof contract.keepPlate>) {
    await this.plates.keep(await this.register.own(actor, 'plate_proof', PROOF), actor, params.id);
    return done;
  }
  @Handle(contract.answerDoubt)
  async answer({ params, body }: ParsedOf<typeof contract.answerDoubt>, { actor }: ContextOf<typeof contract.answerDoubt>) {
    await this.overview.answer(actor, params.id, body.eventId);
    return done;
  }
  @Handle(contract.trips)
  async trips({ query }: ParsedOf<typeof contract.trips>, { actor }: ContextOf<typeof contract.trips>) {
    return this.overview.trips(await this.register.own(actor, 'own_parking', PARKING), query.after);
  }
  @Handle(contract.payBill)
  async pay({ params, body }: ParsedOf<typeof contract.payBill>, { actor }: ContextOf<typeof contract.payBill>) {
    return { paidAt: (await this.bills.pay(actor.personId, params.id, body.payFen)).toISOString() };
  }
}
