import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PartnerSource } from '../platform/partner-source.js';
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
    ]),
  ],
  controllers: [PartnerApiController, PartnerDeskController],
  providers: [PartnersService, PartnerOnce, PartnerChecks, PartnerDesk, PartnerWebhooks, PartnerGate, { provide: PartnerSource, useExisting: PartnerGate }],
  exports: [PartnersService, PartnerOnce, PartnerWebhooks, PartnerSource],
})
export class PartnersModule {}
