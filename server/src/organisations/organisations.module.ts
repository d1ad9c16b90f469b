import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { Membership, MembershipSchema } from './membership.schema.js';
import { MembershipsService } from './memberships.service.js';
import { Organisation, OrganisationSchema, Shop, ShopSchema } from './organisation.schema.js';
import { OrganisationsService } from './organisations.service.js';

@Global()
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: Organisation.name, schema: OrganisationSchema },
      { name: Shop.name, schema: ShopSchema },
      { name: Membership.name, schema: MembershipSchema },
    ]),
  ],
  providers: [OrganisationsService, MembershipsService],
  exports: [OrganisationsService, MembershipsService],
})
export class OrganisationsModule {}
