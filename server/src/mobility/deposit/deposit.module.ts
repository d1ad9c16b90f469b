import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PerksModule } from '../../perks/perks.module.js';
import { DepositAuthorisations } from './authorisations.service.js';
import { DepositClients } from './clients.service.js';
import { DepositController } from './deposit.controller.js';
import {
  DepositAuthorisation,
  DepositAuthorisationSchema,
  DepositClient,
  DepositClientSchema,
  DepositCode,
  DepositCodeSchema,
  DepositOrder,
  DepositOrderSchema,
} from './deposit.schema.js';
import { DepositDay } from './deposit-day.service.js';
import { DepositPartnerController } from './deposit-partner.controller.js';
import { DepositReview } from './deposit-review.service.js';
import { DepositExchange } from './exchange.service.js';
import { DepositOrders } from './orders.service.js';
import { OwnDeposits } from './own-deposits.service.js';
import { PartnerDeposits } from './partner-deposits.service.js';
import { DepositRequests } from './requests.service.js';
import { DepositVerdicts } from './verdicts.service.js';

@Module({
  imports: [
    PerksModule,
    MongooseModule.forFeature([
      { name: DepositClient.name, schema: DepositClientSchema },
      { name: DepositAuthorisation.name, schema: DepositAuthorisationSchema },
      { name: DepositCode.name, schema: DepositCodeSchema },
      { name: DepositOrder.name, schema: DepositOrderSchema },
    ]),
  ],
  controllers: [DepositController, DepositPartnerController],
  providers: [
    DepositClients,
    DepositVerdicts,
    DepositAuthorisations,
    DepositRequests,
    DepositExchange,
    DepositOrders,
    OwnDeposits,
    PartnerDeposits,
    DepositReview,
    DepositDay,
  ],
  exports: [DepositClients],
})
export class DepositModule {}
