import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ParameterSet, ParameterSetSchema } from './parameter-set.schema.js';
import { ParametersService } from './parameters.service.js';
import { WorkingDays } from './working-days.service.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: ParameterSet.name, schema: ParameterSetSchema }])],
  providers: [ParametersService, WorkingDays],
  exports: [ParametersService, WorkingDays],
})
export class ParametersModule {}
