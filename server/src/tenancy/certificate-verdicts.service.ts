import { localDateOf } from '@binhai/shared/dates/dates';
import { ABSENT_CERTIFICATE, decideLook, type LookOutcome, meetsBenefit } from '@binhai/shared/rules/tenancy';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ParametersService } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import { native } from '../platform/native.js';
import { Certificate, type Viewing } from './certificate.schema.js';
import { Tenants } from './tenants.service.js';
import { Viewers } from './viewers.service.js';

/** Stands for whoever is not there: read, decided and entered like anybody. */
export const NOBODY = 'nobody';

export interface CertificateVerdict {
  readonly outcome: LookOutcome;
  readonly certificate: Certificate | null;
  /** `NOBODY` where there is no certificate. */
  readonly tenant: string;
  readonly viewing: Viewing | null;
  readonly title: string;
}

/** What a viewer may see of a certificate at this moment. One path whatever the cause of a no, and whether there is one or not (architecture rule 5). */
@Injectable()
export class CertificateVerdicts {
  constructor(
    @InjectModel(Certificate.name) private readonly certificates: Model<Certificate>,
    private readonly viewers: Viewers,
    private readonly tenants: Tenants,
    private readonly parameters: ParametersService,
    private readonly clock: Clock,
  ) {}

  /** @param faceToFace the viewer holds a QR code that was shown just now */
  async of(which: { readonly code: string } | { readonly _id: string }, viewer: string, faceToFace: boolean): Promise<CertificateVerdict> {
    const certificate = await native(this.certificates).findOne(which); // unique indexes
    const tenantId = certificate?.tenant ?? NOBODY;
    const [tenant, viewing] = await Promise.all([this.tenants.of(tenantId), this.viewers.find(certificate?._id ?? NOBODY, viewer)]);
    const { benefits } = this.parameters.at('tenancy').content;
    const benefit = benefits.find((b) => b.code === certificate?.benefit) ?? benefits[0];
    const atMs = this.clock.ms();
    const facts = {
      ...(certificate ?? ABSENT_CERTIFICATE),
      faceToFace,
      here: tenant.here,
      holds: benefit !== undefined && meetsBenefit(tenant.facts, benefit, atMs),
      viewing: viewing && { state: viewing.state, untilMs: viewing.until.getTime() },
    };
    return { outcome: decideLook(facts, localDateOf(atMs), atMs), certificate, tenant: tenantId, viewing, title: benefit?.title ?? '' };
  }
}
