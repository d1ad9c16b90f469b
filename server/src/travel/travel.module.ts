import { Module } from '@nestjs/common';
import { PerksModule } from '../perks/perks.module.js';
import { TravelController } from './travel.controller.js';
import { VisitDays } from './visit-days.service.js';
import { VisitSlotsModule } from './visit-slots.module.js';

@Module({ imports: [PerksModule, VisitSlotsModule], controllers: [TravelController], providers: [VisitDays] })
export class TravelModule {}
