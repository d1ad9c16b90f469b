import type { ErrorCode } from '@binhai/shared/errors';
import type { RecognisedIssuer } from '@binhai/shared/parameters/recognised-issuers';
import { type Acceptance, accepted, type CertificateFault, dated, issuerOf } from '@binhai/shared/rules/recognition';
import { Injectable, Logger } from '@nestjs/common';
import { ParametersService } from '../parameters/parameters.service.js';
import { RealNameService } from '../people/real-name.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { Limits } from '../platform/limits.js';
import { PortDown } from '../ports/port-down.js';
import { RegisterService } from '../register/register.service.js';
import { type Certificate, isOf, read, verified } from './certificate.js';
import { StatusLists } from './status-lists.service.js';

/** Each one asks the issuer's server. */
const TRIES = { name: 'travel.certificate', max: 20, windowSeconds: 3600 } as const;
const CODES: Record<CertificateFault, ErrorCode> = {
  unlisted: 'recognition_unlisted',
  forged: 'recognition_forged',
  not_yet: 'recognition_not_yet',
  expired: 'recognition_expired',
  other_person: 'recognition_other_person',
  revoked: 'recognition_revoked',
  unchecked: 'recognition_unchecked',
  not_accepted: 'recognition_not_accepted',
};
export interface Recognised {
  readonly issuer: string;
  readonly kind: string;
}

/**
 * Looks at a certificate that its holder shows, for one offer, and forgets it: of the certificate nothing is stored, logged or counted. What stays is
 * the entry in the register that the holder's number was compared.
 */
@Injectable()
export class RecognitionService {
  private readonly log = new Logger(RecognitionService.name);

  constructor(
    private readonly parameters: ParametersService,
    private readonly realName: RealNameService,
    private readonly lists: StatusLists,
    private readonly register: RegisterService,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  issuers(): readonly RecognisedIssuer[] {
    return this.parameters.at('recognised_issuers').content.issuers;
  }
  /** @throws AppError recognition_… for each way in which it does not count */
  async recognise(actor: Actor, text: string, acceptance: Acceptance): Promise<Recognised> {
    const taken = await this.limits.take({ ...TRIES, key: actor.personId });
    if (!taken.ok) throw new AppError('recognition_tries', { retryAfter: taken.retryAfter });
    const certificate = read(text);
    if (!certificate) throw new AppError('recognition_unreadable');
    const issuer = issuerOf(this.issuers(), certificate.iss);
    if (!issuer) throw new AppError(CODES.unlisted);
    const fault = await this.faultOf(actor, text, certificate, issuer, acceptance);
    if (fault) throw new AppError(CODES[fault]);
    return { issuer: issuer.name, kind: issuer.kinds.find((k) => k.vct === certificate.vct)?.title ?? '' };
  }

  private async faultOf(
    actor: Actor,
    text: string,
    certificate: Certificate,
    issuer: RecognisedIssuer,
    acceptance: Acceptance,
  ): Promise<CertificateFault | null> {
    const atMs = this.clock.ms();
    if (!verified(text, 'vc+jwt', issuer, atMs)) return 'forged';
    const when = dated(certificate, atMs);
    if (when) return when;
    const access = await this.register.each(actor, 'recognised_certificate', ['证件号码', '实名情况', '年龄', '已领的券', '授权']);
    const { number } = await this.realName.question(access);
    if (!isOf(certificate, number)) return 'other_person';
    const { idx, uri } = certificate.status.status_list;
    // only the address that is listed is ever asked
    const revoked = uri === issuer.statusList ? await this.revoked(issuer, idx) : null;
    if (revoked !== false) return revoked ? 'revoked' : 'unchecked';
    return accepted(issuer, certificate.vct, acceptance) ? null : 'not_accepted';
  }
  private async revoked(issuer: RecognisedIssuer, index: number): Promise<boolean | null> {
    try {
      return await this.lists.revoked(issuer, index);
    } catch (e) {
      if (!(e instanceof PortDown)) throw e;
      this.log.error(e.message);
      return null;
    }
  }
}
