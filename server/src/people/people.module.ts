import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ActorSource } from '../platform/actor-source.js';
import { PeopleService } from './people.service.js';
import { Person, PersonSchema } from './person.schema.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: Person.name, schema: PersonSchema }])],
  providers: [PeopleService, { provide: ActorSource, useExisting: PeopleService }],
  exports: [PeopleService, ActorSource],
})
export class PeopleModule {}
