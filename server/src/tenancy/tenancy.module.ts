import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PerksModule } from '../perks/perks.module.js';
import { AgencyStandings } from './agency-standings.service.js';
import { AgencyStanding, AgencyStandingSchema, Certificate, CertificateSchema, Viewing, ViewingSchema } from './certificate.schema.js';
import { CertificateLinks } from './certificate-links.js';
import { CertificatesService } from './certificates.service.js';
import { GuessLimits } from './guess-limits.js';
import { LookService } from './look.service.js';
import { TenancyController } from './tenancy.controller.js';
import { Tenants } from './tenants.service.js';
import { Viewers } from './viewers.service.js';

@Module({
  imports: [
    PerksModule,
    MongooseModule.forFeature([
      { name: Certificate.name, schema: CertificateSchema },
      { name: Viewing.name, schema: ViewingSchema },
      { name: AgencyStanding.name, schema: AgencyStandingSchema },
    ]),
  ],
  controllers: [TenancyController],
  providers: [Tenants, AgencyStandings, CertificateLinks, GuessLimits, Viewers, CertificatesService, LookService],
  exports: [AgencyStandings],
})
export class TenancyModule {}
