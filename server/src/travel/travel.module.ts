import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PerksModule } from '../perks/perks.module.js';
import { IssuerProposal, IssuerProposalSchema } from './issuer-proposal.schema.js';
import { IssuerRegistry } from './issuer-registry.service.js';
import { RecognitionController } from './recognition.controller.js';
import { RecognitionModule } from './recognition.module.js';
import { TravelController } from './travel.controller.js';
import { VisitDays } from './visit-days.service.js';
import { VisitSlotsModule } from './visit-slots.module.js';

@Module({
  imports: [PerksModule, VisitSlotsModule, RecognitionModule, MongooseModule.forFeature([{ name: IssuerProposal.name, schema: IssuerProposalSchema }])],
  controllers: [TravelController, RecognitionController],
  providers: [VisitDays, IssuerRegistry],
})
export class TravelModule {}
