import { type DynamicModule, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CONFIG, type Config } from '../config.js';
import { Ahead } from './ahead.js';
import { Clock } from './clock.js';
import { FieldCipher } from './field-cipher.js';
import { StoredFile, StoredFileSchema } from './files/file.schema.js';
import { Files } from './files/files.service.js';
import { Job, JobSchema } from './jobs/job.schema.js';
import { Jobs } from './jobs/jobs.service.js';
import { KeyExchange } from './key-rotation/key-exchange.js';
import { KeyReader, KeyReaderSchema } from './key-rotation/key-reader.schema.js';
import { KeyRing } from './key-rotation/key-ring.js';
import { KeyRotation } from './key-rotation/key-rotation.service.js';
import { Rehash } from './key-rotation/rehash.service.js';
import { KEYS, readKeysFile } from './keys.js';
import { LimitCounter, LimitCounterSchema, Limits } from './limits.js';
import { LiveCaches } from './live-cache.js';
import { LOG, type Log } from './log.js';
import { Outbox } from './outbox.js';
import { Signer } from './signer.js';
import { Tokens } from './tokens.js';

/** What every feature may use; it knows none of them. */
@Module({})
export class PlatformModule {
  static with(config: Config, log: Log): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        MongooseModule.forFeature([
          { name: LimitCounter.name, schema: LimitCounterSchema },
          { name: Job.name, schema: JobSchema },
          { name: StoredFile.name, schema: StoredFileSchema },
          { name: KeyReader.name, schema: KeyReaderSchema },
        ]),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOG, useValue: log },
        { provide: KEYS, useFactory: () => readKeysFile(config.KEYS_FILE) },
        Ahead,
        Clock,
        FieldCipher,
        Tokens,
        KeyRing,
        KeyExchange,
        KeyRotation,
        Rehash,
        Signer,
        Limits,
        Jobs,
        Outbox,
        LiveCaches,
        Files,
      ],
      exports: [CONFIG, LOG, KEYS, Ahead, Clock, FieldCipher, Tokens, Signer, Limits, Jobs, Outbox, LiveCaches, Files],
    };
  }
}
