import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { SealsController } from './seals.controller.js';
import { SealsService } from './seals.service.js';

@Module({ imports: [RecordsModule], controllers: [SealsController], providers: [SealsService] })
export class AuditModule {}
