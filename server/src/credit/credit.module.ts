import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ConsentsModule } from '../consents/consents.module.js';
import { RecordsModule } from '../records/records.module.js';
import { CreditController } from './credit.controller.js';
import { CreditService } from './credit.service.js';
import { ReplayNight, ReplayNightSchema, StoredGrade, StoredGradeSchema } from './grade-result.schema.js';
import { GradeResults } from './grade-results.service.js';
import { HistoryService } from './history.service.js';
import { OptInService } from './opt-in.service.js';
import { RegradeService } from './regrade.service.js';
import { ReplayService } from './replay.service.js';
import { StandingService } from './standing.service.js';

@Module({
  imports: [
    RecordsModule,
    ConsentsModule,
    MongooseModule.forFeature([
      { name: StoredGrade.name, schema: StoredGradeSchema },
      { name: ReplayNight.name, schema: ReplayNightSchema },
    ]),
  ],
  controllers: [CreditController],
  providers: [CreditService, OptInService, StandingService, GradeResults, HistoryService, RegradeService, ReplayService],
  exports: [CreditService, StandingService, GradeResults],
})
export class CreditModule {}
