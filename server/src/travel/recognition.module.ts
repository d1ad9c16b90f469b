import { Module } from '@nestjs/common';
import { IdentityModule } from '../people/identity.module.js';
import { RecognitionService } from './recognition.service.js';
import { StatusLists } from './status-lists.service.js';

/** The look at a certificate alone: claims ask for it, the travel pages show it. */
@Module({ imports: [IdentityModule], providers: [RecognitionService, StatusLists], exports: [RecognitionService] })
export class RecognitionModule {}
