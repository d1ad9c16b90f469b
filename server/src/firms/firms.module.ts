import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { IdentityModule } from '../people/identity.module.js';
import { RecordsModule } from '../records/records.module.js';
import { BindingService } from './binding.service.js';
import { FirmAct, FirmActSchema } from './firm-act.schema.js';
import { FirmActsService } from './firm-acts.service.js';
import { FirmsController } from './firms.controller.js';
import { FirmsService } from './firms.service.js';
import { FirmInvitation, FirmInvitationSchema } from './invitation.schema.js';
import { InvitationsService } from './invitations.service.js';

/** 企业经办 (product A8). */
@Module({
  imports: [
    IdentityModule,
    RecordsModule,
    MongooseModule.forFeature([
      { name: FirmInvitation.name, schema: FirmInvitationSchema },
      { name: FirmAct.name, schema: FirmActSchema },
    ]),
  ],
  controllers: [FirmsController],
  providers: [FirmsService, BindingService, InvitationsService, FirmActsService],
})
export class FirmsModule {}
