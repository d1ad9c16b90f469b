import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PerksModule } from '../perks/perks.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { CounterController } from './counter.controller.js';
import { CounterService } from './counter.service.js';
import { Statement, StatementSchema } from './statement.schema.js';
import { StatementFilesService } from './statement-files.service.js';
import { StatementsController } from './statements.controller.js';
import { StatementsService } from './statements.service.js';

@Module({
  imports: [PerksModule, ReportsModule, MongooseModule.forFeature([{ name: Statement.name, schema: StatementSchema }])],
  controllers: [CounterController, StatementsController],
  providers: [CounterService, StatementsService, StatementFilesService],
})
export class CounterModule {}
