import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { LooksService } from './looks.service.js';
import { RegisterController } from './register.controller.js';
import { RegisterService } from './register.service.js';
import { RegisterEntry, RegisterEntrySchema } from './register-entry.schema.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: RegisterEntry.name, schema: RegisterEntrySchema }])],
  controllers: [RegisterController],
  providers: [RegisterService, LooksService],
  exports: [RegisterService],
})
export class RegisterModule {}
