import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PerksModule } from '../perks/perks.module.js';
import { AgencyStandings } from './agency-standings.service.js';
import {
  AgencyStanding,
  AgencyStandingSchema,
  Certificate,
  CertificateSchema,
  GivenProof,
  GivenProofSchema,
  Viewing,
  ViewingSchema,
} from './certificate.schema.js';
import { CertificateLinks } from './certificate-links.js';
import { CertificateVerdicts } from './certificate-verdicts.service.js';
import { CertificatesService } from './certificates.service.js';
import { GuessLimits } from './guess-limits.js';
import { LookService } from './look.service.js';
import { ProofsService } from './proofs.service.js';
import { TenancyController } from './tenancy.controller.js';
import { Tenants } from './tenants.service.js';
import { Viewers } from './viewers.service.js';

@Module({
  imports: [
    PerksModule,
    MongooseModule.forFeature([
      { name: Certificate.name, schema: CertificateSchema },
      { name: GivenProof.name, schema: GivenProofSchema },
      { name: Viewing.name, schema: ViewingSchema },
      { name: AgencyStanding.name, schema: AgencyStandingSchema },
    ]),
  ],
  controllers: [TenancyController],
  providers: [Tenants, AgencyStandings, CertificateLinks, GuessLimits, Viewers, CertificateVerdicts, CertificatesService, LookService, ProofsService],
  exports: [AgencyStandings],
})
export class TenancyModule {}
