import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PerksModule } from '../perks/perks.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ClerkInvitation, ClerkInvitationSchema } from './clerk-invitation.schema.js';
import { ClerkInvitationsService } from './clerk-invitations.service.js';
import { ClerksController } from './clerks.controller.js';
import { ClerksService } from './clerks.service.js';
import { CounterController } from './counter.controller.js';
import { CounterService } from './counter.service.js';
import { PinsService } from './pins.service.js';
import { Statement, StatementSchema } from './statement.schema.js';
import { StatementFilesService } from './statement-files.service.js';
import { StatementsController } from './statements.controller.js';
import { StatementsService } from './statements.service.js';
import { ClerkPin, ClerkPinSchema, CounterTerminal, CounterTerminalSchema } from './terminal.schema.js';
import { TerminalsController } from './terminals.controller.js';
import { TerminalsService } from './terminals.service.js';

@Module({
  imports: [
    PerksModule,
    ReportsModule,
    SessionsModule,
    MongooseModule.forFeature([
      { name: Statement.name, schema: StatementSchema },
      { name: ClerkInvitation.name, schema: ClerkInvitationSchema },
      { name: CounterTerminal.name, schema: CounterTerminalSchema },
      { name: ClerkPin.name, schema: ClerkPinSchema },
    ]),
  ],
  controllers: [CounterController, StatementsController, ClerksController, TerminalsController],
  providers: [CounterService, StatementsService, StatementFilesService, ClerksService, ClerkInvitationsService, PinsService, TerminalsService],
})
export class CounterModule {}
