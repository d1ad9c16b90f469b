import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { InboxService } from './inbox.service.js';
import { Message, MessageSchema } from './message.schema.js';
import { MessagesController } from './messages.controller.js';

@Global()
@Module({
  imports: [MongooseModule.forFeature([{ name: Message.name, schema: MessageSchema }])],
  controllers: [MessagesController],
  providers: [InboxService],
  exports: [InboxService],
})
export class MessagesModule {}
