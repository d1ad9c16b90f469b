import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Consent, ConsentSchema } from './consent.schema.js';
import { ConsentsController } from './consents.controller.js';
import { ConsentsService } from './consents.service.js';
import { ConsentEvidence, ConsentEvidenceSchema } from './evidence.schema.js';
import { ConsentEvidenceService } from './evidence.service.js';

@Global()
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Consent.name, schema: ConsentSchema },
      { name: ConsentEvidence.name, schema: ConsentEvidenceSchema },
    ]),
  ],
  controllers: [ConsentsController],
  providers: [ConsentsService, ConsentEvidenceService],
  exports: [ConsentsService, ConsentEvidenceService],
})
export class ConsentsModule {}
