import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type { CertificateLook, lookAtCertificate, viewing } from '@binhai/shared/contract/tenancy';
import { formatMoment } from '@binhai/shared/dates/dates';
import { shortCode } from '@binhai/shared/identifiers/short-code';
import { type LookOutcome, viewingAt } from '@binhai/shared/rules/tenancy';
import { maskMobile } from '@binhai/shared/text/mask';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { InboxService } from '../messages/inbox.service.js';
import { MembershipsService } from '../organisations/memberships.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { NamesService } from '../people/names.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { inTransaction } from '../platform/transactions.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { AgencyStandings } from './agency-standings.service.js';
import type { Certificate, Viewing } from './certificate.schema.js';
import { CertificateLinks } from './certificate-links.js';
import { CertificateVerdicts } from './certificate-verdicts.service.js';
import { GuessLimits } from './guess-limits.js';
import { type Asking, Viewers, waitsUntil } from './viewers.service.js';

type Input = ParsedOf<typeof lookAtCertificate>;
const VOID: CertificateLook = { state: 'void', waiting: null, shown: null };
const ITEMS: Record<LookOutcome, readonly string[]> = {
  void: ['凭证已失效，没有看到你的信息'],
  ask: ['请求查看，还没有看到你的信息'],
  wait: ['请求查看，还没有看到你的信息'],
  declined: ['没有得到同意，没有看到你的信息'],
  show: ['可享受哪项便利', '日期', '姓名（部分）'],
  shown: ['可享受哪项便利', '日期', '姓名（部分）'],
};

/** What a landlord or an agent sees of a certificate (architecture rule 5: one path, one reply for every cause of being void). */
@Injectable()
export class LookService {
  constructor(
    private readonly verdicts: CertificateVerdicts,
    private readonly viewers: Viewers,
    private readonly agencies: AgencyStandings,
    private readonly names: NamesService,
    private readonly accounts: AccountsService,
    private readonly memberships: MembershipsService,
    private readonly parameters: ParametersService,
    private readonly links: CertificateLinks,
    private readonly guesses: GuessLimits,
    private readonly register: RegisterService,
    private readonly inbox: InboxService,
    private readonly clock: Clock,
    @InjectConnection() private readonly connection: Connection,
  ) {}

  /** @throws AppError tenancy_guess_limit, tenancy_phone_needed, identity_basic_required, and tenancy_own for the tenant */
  async look(actor: Actor, { body }: Input, ip: string): Promise<CertificateLook> {
    const code = body.link === undefined ? shortCode(body.code ?? '') : null;
    if (body.link === undefined) await this.guesses.take(actor.personId, ip, code);
    const agency = actor.role === 'agent' ? actor.organisationId : null;
    if (agency && actor.assurance === 'none') throw new AppError('identity_basic_required');
    const which = body.link === undefined ? { code: code ?? '' } : { _id: body.link };
    const verdict = await this.verdicts.of(which, actor.personId, body.link !== undefined && this.links.isFresh(body.link, body.face));
    const { outcome, certificate: c, viewing: viewed, title } = verdict;
    const access = await this.register.other({
      subject: verdict.tenant,
      kind: 'viewer',
      actor: actor.personId,
      ...(agency && { organisationId: agency }),
      purpose: 'tenant_certificate',
      basis: BASES.certificate,
      items: ITEMS[outcome],
    });
    const maskedName = await this.names.masked(access);
    const asking = await this.viewerOf(actor, agency, body.as);
    if (c?.tenant === actor.personId) throw new AppError('tenancy_own');
    if (!c || outcome === 'void') return VOID;
    if (body.link === undefined) await this.guesses.right(code);
    if (outcome === 'show' || outcome === 'shown') {
      const viewing = outcome === 'shown' ? viewed : await this.viewers.show(c, asking);
      return viewing?.state === 'approved' ? this.shown(c, viewing, asking, { title, maskedName }) : VOID;
    }
    if (outcome === 'declined') return { state: 'declined', waiting: null, shown: null };
    return this.waiting(outcome === 'ask' ? await this.ask(c, asking, this.parameters.at('tenancy').content.askHours) : viewed);
  }
  /** Whether the tenant has answered: says nothing of the tenant. @throws AppError tenancy_viewing_unknown */
  async answered(actor: Actor, id: string): Promise<ReplyOf<typeof viewing>> {
    const { state, until } = await this.viewers.ofViewer(actor, id);
    return { answered: viewingAt({ state, untilMs: until.getTime() }, this.clock.ms()) !== 'asked' };
  }

  /** A landlord goes by the phone they logged in with; an agent, whose name is proven, by agency and staff number. */
  private async viewerOf(actor: Actor, organisationId: string | null, as: string | undefined): Promise<Asking> {
    const viewer = actor.personId;
    if (organisationId) {
      const who = await this.memberships.who([{ personId: viewer, organisationId }]);
      return { viewer, organisationId, as: who.get(`${viewer}|${organisationId}`) ?? '', maskedPhone: '' };
    }
    const phone = await this.accounts.phoneOf(await this.register.own(actor, 'tenant_certificate', ['手机号（部分）']));
    if (phone === null) throw new AppError('tenancy_phone_needed');
    return { viewer, organisationId: null, as: as?.trim() || '房东（没有留称呼）', maskedPhone: maskMobile(phone) };
  }
  private async ask(c: Certificate, asking: Asking, hours: number): Promise<Viewing | null> {
    const until = waitsUntil(this.clock.now(), hours, c);
    try {
      const made = await inTransaction(this.connection, async (session) => {
        const viewing = await this.viewers.ask(c, asking, until, session);
        if (viewing) await this.inbox.add(c.tenant, 'certificate_asked', { until: formatMoment(until.getTime()) }, session);
        return viewing;
      });
      if (made) return made;
    } catch (e) {
      if (!isDuplicateKey(e)) throw e; // the same viewer at the same moment
    }
    return this.viewers.find(c._id, asking.viewer);
  }
  private waiting(viewing: Viewing | null): CertificateLook {
    if (!viewing) throw new AppError('service_busy', { retryAfter: 600 });
    const { as, maskedPhone } = this.viewers.nameOf(viewing);
    return { state: 'wait', waiting: { viewingId: viewing._id, as, maskedPhone, until: viewing.until.toISOString() }, shown: null };
  }
  private async shown(c: Certificate, viewing: Viewing, { as, organisationId }: Asking, what: { title: string; maskedName: string }): Promise<CertificateLook> {
    await inTransaction(this.connection, async (session) => {
      if (await this.viewers.seen(viewing, session)) await this.inbox.add(c.tenant, 'certificate_seen', { title: what.title }, session);
    });
    const good = organisationId === null ? null : (await this.agencies.among([organisationId])).has(organisationId);
    return {
      state: 'shown',
      waiting: null,
      shown: {
        viewingId: viewing._id,
        ...what,
        at: this.clock.now().toISOString(),
        until: c.until,
        viewer: organisationId === null ? this.viewers.nameOf(viewing).as : as,
        goodStanding: good,
        approved: viewing.face ? 'shown' : 'asked',
      },
    };
  }
}
