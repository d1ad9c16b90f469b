import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PublicRecordsService } from './public-records.service.js';
import { GramCount, GramCountSchema, StoredRecord, StoredRecordSchema } from './record.schema.js';
import { RecordsService } from './records.service.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: StoredRecord.name, schema: StoredRecordSchema },
      { name: GramCount.name, schema: GramCountSchema },
    ]),
  ],
  providers: [RecordsService, PublicRecordsService],
  exports: [RecordsService, PublicRecordsService],
})
export class RecordsModule {}
