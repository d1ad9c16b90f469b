import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PartnerSource } from '../platform/partner-source.js';
import { PartnerDay, PartnerDaySchema, PartnerDifference, PartnerDifferenceSchema } from './day.schema.js';
import { PartnerDaysController } from './days.controller.js';
import { PartnerDays } from './days.service.js';
import { PartnerDifferences } from './differences.service.js';
import { Idempotency, IdempotencySchema, Partner, PartnerNonce, PartnerNonceSchema, PartnerSchema } from './partner.schema.js';
import { PartnerApiController } from './partner-api.controller.js';
import { PartnerChecks } from './partner-checks.service.js';
import { PartnerDeskController } from './partner-desk.controller.js';
import { PartnerDesk } from './partner-desk.service.js';
import { PartnerGate } from './partner-gate.js';
import { PartnerOnce } from './partner-once.js';
import { PartnersService } from './partners.service.js';
import { PartnerWebhooks } from './webhooks.service.js';

@Global()
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Partner.name, schema: PartnerSchema },
      { name: PartnerNonce.name, schema: PartnerNonceSchema },
      { name: Idempotency.name, schema: IdempotencySchema },
      { name: PartnerDay.name, schema: PartnerDaySchema },
      { name: PartnerDifference.name, schema: PartnerDifferenceSchema },
    ]),
  ],
  controllers: [PartnerApiController, PartnerDeskController, PartnerDaysController],
  providers: [
    PartnersService,
    PartnerOnce,
    PartnerChecks,
    PartnerDesk,
    PartnerWebhooks,
    PartnerDays,
    PartnerDifferences,
    PartnerGate,
    { provide: PartnerSource, useExisting: PartnerGate },
  ],
  exports: [PartnersService, PartnerOnce, PartnerDays, PartnerWebhooks, PartnerSource],
})
export class PartnersModule {}
