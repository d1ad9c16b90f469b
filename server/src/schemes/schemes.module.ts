import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { RecordsModule } from '../records/records.module.js';
import { CommentsService } from './comments.service.js';
import { PublicSchemesService } from './public-schemes.service.js';
import {
  Scheme,
  SchemeComment,
  SchemeCommentSchema,
  SchemeConsultation,
  SchemeConsultationSchema,
  SchemeSchema,
  SchemeTrial,
  SchemeTrialSchema,
} from './scheme.schema.js';
import { SchemesController } from './schemes.controller.js';
import { SchemesService } from './schemes.service.js';
import { TrialsService } from './trials.service.js';

@Module({
  imports: [
    RecordsModule,
    MongooseModule.forFeature([
      { name: Scheme.name, schema: SchemeSchema },
      { name: SchemeTrial.name, schema: SchemeTrialSchema },
      { name: SchemeConsultation.name, schema: SchemeConsultationSchema },
      { name: SchemeComment.name, schema: SchemeCommentSchema },
    ]),
  ],
  controllers: [SchemesController],
  providers: [SchemesService, TrialsService, CommentsService, PublicSchemesService],
})
export class SchemesModule {}
