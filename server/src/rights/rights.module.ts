import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PerksModule } from '../perks/perks.module.js';
import { Archived, ArchivedSchema, Deletion, DeletionSchema } from './archive.schema.js';
import { ArchiveService } from './archive.service.js';
import { CopyService } from './copy.service.js';
import { DeletionService } from './deletion.service.js';
import { ErasureService } from './erasure.service.js';
import { Export, ExportSchema } from './export.schema.js';
import { ExportService } from './export.service.js';
import { JoinMover } from './join-mover.service.js';
import { RightsController } from './rights.controller.js';

@Module({
  imports: [
    PerksModule,
    MongooseModule.forFeature([
      { name: Archived.name, schema: ArchivedSchema },
      { name: Export.name, schema: ExportSchema },
      { name: Deletion.name, schema: DeletionSchema },
    ]),
  ],
  controllers: [RightsController],
  providers: [ArchiveService, CopyService, ExportService, DeletionService, ErasureService, JoinMover],
})
export class RightsModule {}
