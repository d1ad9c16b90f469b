import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CreditModule } from '../credit/credit.module.js';
import { RecordsModule } from '../records/records.module.js';
import { ReportRenderer } from './render/renderer.service.js';
import { StoredReport, StoredReportSchema } from './report.schema.js';
import { ReportBook } from './report-book.service.js';
import { ReportData } from './report-data.service.js';
import { ReportLinks } from './report-links.service.js';
import { ReportMaker } from './report-maker.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { VerificationService } from './verification.service.js';

@Module({
  imports: [CreditModule, RecordsModule, MongooseModule.forFeature([{ name: StoredReport.name, schema: StoredReportSchema }])],
  controllers: [ReportsController],
  providers: [ReportBook, ReportData, ReportLinks, ReportRenderer, ReportMaker, ReportsService, VerificationService],
})
export class ReportsModule {}
