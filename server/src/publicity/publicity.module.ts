import { Module } from '@nestjs/common';
import { RecordsModule } from '../records/records.module.js';
import { PublicityController } from './publicity.controller.js';
import { PublicityService } from './publicity.service.js';

@Module({ imports: [RecordsModule], controllers: [PublicityController], providers: [PublicityService] })
export class PublicityModule {}
