import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CreditModule } from '../credit/credit.module.js';
import { PublicityModule } from '../publicity/publicity.module.js';
import { RecordsModule } from '../records/records.module.js';
import { OrganisationReports } from './organisation-reports.service.js';
import { ReportRenderer } from './render/renderer.service.js';
import { StoredReport, StoredReportSchema } from './report.schema.js';
import { ReportBook } from './report-book.service.js';
import { ReportData } from './report-data.service.js';
import { ReportLinks } from './report-links.service.js';
import { ReportMaker } from './report-maker.service.js';
import { ReportProgress } from './report-progress.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';
import { VerificationService } from './verification.service.js';

@Module({
  imports: [CreditModule, RecordsModule, PublicityModule, MongooseModule.forFeature([{ name: StoredReport.name, schema: StoredReportSchema }])],
  controllers: [ReportsController],
  providers: [ReportBook, ReportData, ReportLinks, ReportProgress, ReportRenderer, ReportMaker, ReportsService, OrganisationReports, VerificationService],
  exports: [ReportRenderer],
})
export class ReportsModule {}
