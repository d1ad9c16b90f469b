import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ActorSource } from '../platform/actor-source.js';
import { AccountsService } from './accounts.service.js';
import { DueStandings } from './due-standings.service.js';
import { LeavingService } from './leaving.service.js';
import { NamesService } from './names.service.js';
import { PeopleService } from './people.service.js';
import { Person, PersonSchema } from './person.schema.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: Person.name, schema: PersonSchema }])],
  providers: [PeopleService, AccountsService, LeavingService, NamesService, DueStandings, { provide: ActorSource, useExisting: PeopleService }],
  exports: [PeopleService, AccountsService, LeavingService, NamesService, DueStandings, ActorSource],
})
export class PeopleModule {}
