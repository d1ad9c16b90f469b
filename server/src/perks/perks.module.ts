import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Offer, OfferSchema } from './offer.schema.js';
import { PerksController } from './perks.controller.js';
import { PerksService } from './perks.service.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: Offer.name, schema: OfferSchema }])],
  controllers: [PerksController],
  providers: [PerksService],
})
export class PerksModule {}
