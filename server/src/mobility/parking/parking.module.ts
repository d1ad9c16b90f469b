import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { IdentityModule } from '../../people/identity.module.js';
import { PerksModule } from '../../perks/perks.module.js';
import { BillsService } from './bills.service.js';
import { GateController } from './gate.controller.js';
import { GateService } from './gate.service.js';
import { GateSetService } from './gate-set.service.js';
import { ParkingOperator, ParkingOperatorSchema } from './operator.schema.js';
import { OperatorsService } from './operators.service.js';
import { OverviewService } from './overview.service.js';
import { ParkingController } from './parking.controller.js';
import { ParkingDay } from './parking-day.service.js';
import { PassesService } from './passes.service.js';
import { ParkingPass, ParkingPassSchema, Plate, PlateSchema } from './plate.schema.js';
import { PlateProof, PlateProofSchema } from './plate-proof.schema.js';
import { PlateProofsController } from './plate-proofs.controller.js';
import { PlateProofsService } from './plate-proofs.service.js';
import { PlatesService } from './plates.service.js';
import { ParkingEvent, ParkingEventSchema, ParkingOrder, ParkingOrderSchema } from './stay.schema.js';
import { StaysService } from './stays.service.js';

@Module({
  imports: [
    PerksModule,
    IdentityModule,
    MongooseModule.forFeature([
      { name: ParkingOperator.name, schema: ParkingOperatorSchema },
      { name: Plate.name, schema: PlateSchema },
      { name: PlateProof.name, schema: PlateProofSchema },
      { name: ParkingPass.name, schema: ParkingPassSchema },
      { name: ParkingEvent.name, schema: ParkingEventSchema },
      { name: ParkingOrder.name, schema: ParkingOrderSchema },
    ]),
  ],
  controllers: [ParkingController, PlateProofsController, GateController],
  providers: [
    OperatorsService,
    PassesService,
    PlatesService,
    PlateProofsService,
    StaysService,
    OverviewService,
    BillsService,
    GateSetService,
    GateService,
    ParkingDay,
  ],
  exports: [OperatorsService, PlatesService, GateSetService, GateService],
})
export class ParkingModule {}
