import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { RecordsModule } from '../records/records.module.js';
import { ReviewedDay, ReviewedDaySchema, StoredReview, StoredReviewSchema } from './access-review.schema.js';
import { AccessReviewService } from './access-review.service.js';
import { AuditController } from './audit.controller.js';
import { AuditEntries } from './audit-entries.service.js';
import { SealsController } from './seals.controller.js';
import { SealsService } from './seals.service.js';

@Module({
  imports: [
    RecordsModule,
    MongooseModule.forFeature([
      { name: StoredReview.name, schema: StoredReviewSchema },
      { name: ReviewedDay.name, schema: ReviewedDaySchema },
    ]),
  ],
  controllers: [SealsController, AuditController],
  providers: [SealsService, AuditEntries, AccessReviewService],
})
export class AuditModule {}
