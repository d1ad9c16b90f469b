import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { RegisterService } from './register.service.js';
import { RegisterEntry, RegisterEntrySchema } from './register-entry.schema.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: RegisterEntry.name, schema: RegisterEntrySchema }])],
  providers: [RegisterService],
  exports: [RegisterService],
})
export class RegisterModule {}
