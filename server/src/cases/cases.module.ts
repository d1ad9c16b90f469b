import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PerksModule } from '../perks/perks.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { CaseClocks } from './clocks/case-clocks.service.js';
import { Complaint, ComplaintSchema } from './complaints/complaint.schema.js';
import { ComplaintBook } from './complaints/complaint-book.service.js';
import { ComplaintDesk } from './complaints/complaint-desk.service.js';
import { ComplaintsController } from './complaints/complaints.controller.js';
import { ComplaintsService } from './complaints/complaints.service.js';

@Module({
  imports: [PerksModule, TenancyModule, MongooseModule.forFeature([{ name: Complaint.name, schema: ComplaintSchema }])],
  controllers: [ComplaintsController],
  providers: [CaseClocks, ComplaintBook, ComplaintsService, ComplaintDesk],
  exports: [ComplaintBook],
})
export class CasesModule {}
