import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { OrganisationFileService } from './organisation-file.service.js';
import { PublicityController } from './publicity.controller.js';
import { PublicityService } from './publicity.service.js';

@Module({
  imports: [RecordsModule],
  controllers: [PublicityController],
  providers: [PublicityService, OrganisationFileService],
  exports: [OrganisationFileService],
})
export class PublicityModule {}
