import type { ParsedOf } from '@binhai/shared/contract/http';
import * as organisation from '@binhai/shared/contract/organisation-file';
import * as report from '@binhai/shared/contract/report';
import { Controller } from '@nestjs/common';
import type { ContextOf } from '../platform/context.js';
import { Handle } from '../platform/endpoint.decorator.js';
import { OrganisationReports } from './organisation-reports.service.js';
import { ReportsService } from './reports.service.js';
import { VerificationService } from './verification.service.js';

@Controller()
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly organisations: OrganisationReports,
    private readonly verification: VerificationService,
  ) {}

  @Handle(report.reportChoices)
  choices(_: ParsedOf<typeof report.reportChoices>, { actor }: ContextOf<typeof report.reportChoices>) {
    return this.reports.choices(actor);
  }
  @Handle(report.makeReport)
  make(input: ParsedOf<typeof report.makeReport>, { actor }: ContextOf<typeof report.makeReport>) {
    return this.reports.make(actor, input);
  }
  @Handle(report.myReports)
  list(_: ParsedOf<typeof report.myReports>, { actor }: ContextOf<typeof report.myReports>) {
    return this.reports.list(actor);
  }
  @Handle(report.myReport)
  one({ params }: ParsedOf<typeof report.myReport>, { actor }: ContextOf<typeof report.myReport>) {
    return this.reports.one(actor, params.id);
  }
  @Handle(report.reportFile)
  file({ params }: ParsedOf<typeof report.reportFile>, { actor }: ContextOf<typeof report.reportFile>) {
    return this.reports.file(actor, params.id);
  }
  @Handle(report.revokeReport)
  revoke({ params }: ParsedOf<typeof report.revokeReport>, { actor }: ContextOf<typeof report.revokeReport>) {
    return this.reports.revoke(actor, params.id);
  }
  @Handle(report.verifyReport)
  verify({ body }: ParsedOf<typeof report.verifyReport>, { ip }: ContextOf<typeof report.verifyReport>) {
    return this.verification.verify(body.code, ip);
  }
  @Handle(organisation.makeOrganisationReport)
  makeOrganisation({ params }: ParsedOf<typeof organisation.makeOrganisationReport>, { ip }: ContextOf<typeof organisation.makeOrganisationReport>) {
    return this.organisations.make(params.uscc, ip);
  }
  @Handle(organisation.organisationReport)
  oneOrganisation({ params }: ParsedOf<typeof organisation.organisationReport>) {
    return this.organisations.one(params.id);
  }
  @Handle(organisation.organisationReportFile)
  organisationFile({ params }: ParsedOf<typeof organisation.organisationReportFile>) {
    return this.organisations.file(params.id);
  }
}
