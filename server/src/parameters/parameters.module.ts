import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { ParameterSet, ParameterSetSchema } from './parameter-set.schema.js';
import { ParametersService } from './parameters.service.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: ParameterSet.name, schema: ParameterSetSchema }])],
  providers: [ParametersService],
  exports: [ParametersService],
})
export class ParametersModule {}
