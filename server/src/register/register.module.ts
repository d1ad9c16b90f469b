import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EntrySearch } from './entry-search.service.js';
import { LogHead, LogHeadSchema, LogLeaf, LogLeafSchema, LogTile, LogTileSchema, RegisterLane, RegisterLaneSchema } from './log.schema.js';
import { LookerNames } from './looker-names.service.js';
import { LooksService } from './looks.service.js';
import { ProofsService } from './proofs.service.js';
import { RegisterController } from './register.controller.js';
import { RegisterService } from './register.service.js';
import { RegisterEntry, RegisterEntrySchema } from './register-entry.schema.js';
import { RegisterRetention } from './retention.service.js';
import { StoredSeal, StoredSealSchema } from './seal.schema.js';
import { SealBook } from './seal-book.service.js';
import { RegisterSealer } from './sealer.service.js';
import { RegisterVerification } from './verification.service.js';

@Global()
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: RegisterEntry.name, schema: RegisterEntrySchema },
      { name: RegisterLane.name, schema: RegisterLaneSchema },
      { name: LogLeaf.name, schema: LogLeafSchema },
      { name: LogTile.name, schema: LogTileSchema },
      { name: LogHead.name, schema: LogHeadSchema },
      { name: StoredSeal.name, schema: StoredSealSchema },
    ]),
  ],
  controllers: [RegisterController],
  providers: [RegisterService, LooksService, LookerNames, EntrySearch, SealBook, RegisterSealer, ProofsService, RegisterVerification, RegisterRetention],
  exports: [RegisterService, LooksService, LookerNames, EntrySearch, SealBook, RegisterSealer, ProofsService, RegisterVerification, RegisterRetention],
})
export class RegisterModule {}
