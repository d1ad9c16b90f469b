import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CreditModule } from '../credit/credit.module.js';
import { PerksModule } from '../perks/perks.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { CaseClocks } from './clocks/case-clocks.service.js';
import { Complaint, ComplaintSchema } from './complaints/complaint.schema.js';
import { ComplaintBook } from './complaints/complaint-book.service.js';
import { ComplaintDesk } from './complaints/complaint-desk.service.js';
import { ComplaintsController } from './complaints/complaints.controller.js';
import { ComplaintsService } from './complaints/complaints.service.js';
import { ReviewsService } from './complaints/reviews.service.js';

@Module({
  imports: [CreditModule, PerksModule, TenancyModule, MongooseModule.forFeature([{ name: Complaint.name, schema: ComplaintSchema }])],
  controllers: [ComplaintsController],
  providers: [CaseClocks, ComplaintBook, ComplaintsService, ReviewsService, ComplaintDesk],
  exports: [ComplaintBook],
})
export class CasesModule {}
