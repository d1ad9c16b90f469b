import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CreditModule } from '../credit/credit.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AccountJoinService } from './account-join.service.js';
import { HighAssuranceService } from './high-assurance.service.js';
import { HighTicket, HighTicketSchema } from './high-ticket.schema.js';
import { IdentityCase, IdentityCaseSchema } from './identity-case.schema.js';
import { IdentityCasesController } from './identity-cases.controller.js';
import { IdentityCasesService } from './identity-cases.service.js';
import { OwnAccountService } from './own-account.service.js';
import { PeopleController } from './people.controller.js';
import { Person, PersonSchema } from './person.schema.js';
import { RealNameService } from './real-name.service.js';

/** What a person does with the own account. Apart from PeopleModule, which sessions and nearly everything else stand on. */
@Module({
  imports: [
    SessionsModule,
    CreditModule,
    MongooseModule.forFeature([
      { name: Person.name, schema: PersonSchema },
      { name: HighTicket.name, schema: HighTicketSchema },
      { name: IdentityCase.name, schema: IdentityCaseSchema },
    ]),
  ],
  controllers: [PeopleController, IdentityCasesController],
  providers: [OwnAccountService, AccountJoinService, IdentityCasesService, RealNameService, HighAssuranceService],
  exports: [RealNameService, HighAssuranceService],
})
export class IdentityModule {}
