import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CasesModule } from '../cases/cases.module.js';
import { ConsentsModule } from '../consents/consents.module.js';
import { TransparencyMonth, TransparencyMonthSchema } from './month.schema.js';
import { TransparencyController } from './transparency.controller.js';
import { TransparencyService } from './transparency.service.js';

@Module({
  imports: [CasesModule, ConsentsModule, MongooseModule.forFeature([{ name: TransparencyMonth.name, schema: TransparencyMonthSchema }])],
  controllers: [TransparencyController],
  providers: [TransparencyService],
})
export class TransparencyModule {}
