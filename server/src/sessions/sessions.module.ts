import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AttemptLimits } from './attempt-limits.js';
import { RefreshFamily, RefreshFamilySchema } from './refresh-family.schema.js';
import { RefreshTokensService } from './refresh-tokens.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';
import { PhoneCodes, PhoneCodesSchema } from './sms-code.schema.js';
import { SmsCodesService } from './sms-codes.service.js';
import { StaffCredential, StaffCredentialSchema } from './staff-credential.schema.js';
import { StaffCredentialsService } from './staff-credentials.service.js';
import { WechatCode, WechatCodeSchema } from './wechat-code.schema.js';
import { WechatLoginService } from './wechat-login.service.js';

@Module({
  imports: [
    MongooseModule.forFeature([
      { name: PhoneCodes.name, schema: PhoneCodesSchema },
      { name: RefreshFamily.name, schema: RefreshFamilySchema },
      { name: StaffCredential.name, schema: StaffCredentialSchema },
      { name: WechatCode.name, schema: WechatCodeSchema },
    ]),
  ],
  controllers: [SessionsController],
  providers: [AttemptLimits, SmsCodesService, StaffCredentialsService, RefreshTokensService, SessionsService, WechatLoginService],
  exports: [SessionsService, AttemptLimits, RefreshTokensService, StaffCredentialsService],
})
export class SessionsModule {}
