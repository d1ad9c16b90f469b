import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CreditModule } from '../credit/credit.module.js';
import { PerksModule } from '../perks/perks.module.js';
import { RecordsModule } from '../records/records.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { CaseClocks } from './clocks/case-clocks.service.js';
import { Complaint, ComplaintSchema } from './complaints/complaint.schema.js';
import { ComplaintBook } from './complaints/complaint-book.service.js';
import { ComplaintDesk } from './complaints/complaint-desk.service.js';
import { ComplaintsController } from './complaints/complaints.controller.js';
import { ComplaintsService } from './complaints/complaints.service.js';
import { ReviewsService } from './complaints/reviews.service.js';
import { RepairCase, RepairCaseSchema } from './repair/repair.schema.js';
import { RepairBook } from './repair/repair-book.service.js';
import { RepairDesk } from './repair/repair-desk.service.js';
import { RepairEffect } from './repair/repair-effect.service.js';
import { RepairRecords } from './repair/repair-records.service.js';
import { RepairsController } from './repair/repairs.controller.js';
import { RepairsService } from './repair/repairs.service.js';

const collections = MongooseModule.forFeature([
  { name: Complaint.name, schema: ComplaintSchema },
  { name: RepairCase.name, schema: RepairCaseSchema },
]);

@Module({
  imports: [CreditModule, PerksModule, TenancyModule, RecordsModule, collections],
  controllers: [ComplaintsController, RepairsController],
  providers: [CaseClocks, ComplaintBook, ComplaintsService, ReviewsService, ComplaintDesk, RepairBook, RepairRecords, RepairEffect, RepairsService, RepairDesk],
  exports: [ComplaintBook],
})
export class CasesModule {}
