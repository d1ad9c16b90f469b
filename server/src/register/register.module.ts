import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { EntrySearch } from './entry-search.service.js';
import { LookerNames } from './looker-names.service.js';
import { LooksService } from './looks.service.js';
import { RegisterController } from './register.controller.js';
import { RegisterService } from './register.service.js';
import { RegisterEntry, RegisterEntrySchema } from './register-entry.schema.js';
import { StoredSeal, StoredSealSchema } from './seal.schema.js';
import { SealBook } from './seal-book.service.js';

@Global()
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: RegisterEntry.name, schema: RegisterEntrySchema },
      { name: StoredSeal.name, schema: StoredSealSchema },
    ]),
  ],
  controllers: [RegisterController],
  providers: [RegisterService, LooksService, LookerNames, EntrySearch, SealBook],
  exports: [RegisterService, LooksService, LookerNames, EntrySearch, SealBook],
})
export class RegisterModule {}
