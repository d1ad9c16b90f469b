import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PeopleModule } from '../people/people.module.js';
import { RecordsModule } from '../records/records.module.js';
import { IngestBatch, IngestBatchSchema, QuarantinedRow, QuarantinedRowSchema } from './batch.schema.js';
import { IngestService } from './ingest.service.js';
import { RecordBuilder } from './record-builder.js';

@Module({
  imports: [
    PeopleModule,
    RecordsModule,
    MongooseModule.forFeature([
      { name: IngestBatch.name, schema: IngestBatchSchema },
      { name: QuarantinedRow.name, schema: QuarantinedRowSchema },
    ]),
  ],
  providers: [IngestService, RecordBuilder],
  exports: [IngestService],
})
export class IngestModule {}
