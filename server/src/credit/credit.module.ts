import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ConsentsModule } from '../consents/consents.module.js';
import { RecordsModule } from '../records/records.module.js';
import { CreditController } from './credit.controller.js';
import { CreditService } from './credit.service.js';
import { StoredGrade, StoredGradeSchema } from './grade-result.schema.js';
import { OptInService } from './opt-in.service.js';
import { StandingService } from './standing.service.js';

@Module({
  imports: [RecordsModule, ConsentsModule, MongooseModule.forFeature([{ name: StoredGrade.name, schema: StoredGradeSchema }])],
  controllers: [CreditController],
  providers: [CreditService, OptInService, StandingService],
  exports: [StandingService],
})
export class CreditModule {}
