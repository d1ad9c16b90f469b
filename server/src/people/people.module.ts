import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { Resident, ResidentSchema } from './resident.schema.js';

@Module({
  imports: [MongooseModule.forFeature([{ name: Resident.name, schema: ResidentSchema }])],
  controllers: [PeopleController],
  providers: [PeopleService],
})
export class PeopleModule {}
