import { Module } from '@nestjs/common';
import { PerksModule } from '../perks/perks.module.js';
import { CounterController } from './counter.controller.js';
import { CounterService } from './counter.service.js';

@Module({ imports: [PerksModule], controllers: [CounterController], providers: [CounterService] })
export class CounterModule {}
