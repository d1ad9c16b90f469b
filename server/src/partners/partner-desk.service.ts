import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import type * as contract from '@binhai/shared/contract/partner-desk';
import type { PartnerView } from '@binhai/shared/contract/partner-desk';
import { oneGrade, widens } from '@binhai/shared/rules/partner-scope';
import { Injectable } from '@nestjs/common';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import type { Partner, PartnerKey, Scope } from './partner.schema.js';
import { PartnersService } from './partners.service.js';
import { publicKeyOf } from './signature.js';

type Body<E extends { body: unknown }> = E['body'];
const PAGE = 50;
const DAY_MS = 86_400_000;

/** The desk of the registry (product F3). What widens a registration is proposed by one operator and approved by another. */
@Injectable()
export class PartnerDesk {
  constructor(
    private readonly partners: PartnersService,
    private readonly organisations: OrganisationsService,
    private readonly memberships: MembershipsService,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, after = ''): Promise<ReplyOf<typeof contract.deskPartners>> {
    const found = await this.partners.page(after, PAGE + 1, ownOf(actor));
    const page = found.slice(0, PAGE);
    return { items: await Promise.all(page.map((p) => this.view(actor, p))), next: found.length > PAGE ? (page.at(-1)?._id ?? null) : null };
  }
  /** Registered, with nothing it may ask until another operator approves. */
  async register(actor: Actor, { organisation: id, kind, ...scope }: Body<ParsedOf<typeof contract.registerPartner>>): Promise<PartnerView> {
    const organisation = await this.organisations.get(id);
    if (!organisation) throw new AppError('partner_organisation_unknown');
    this.checkScope(id, scope);
    const at = this.clock.now();
    const proposed = { ...scope, ...this.proposer(actor), at };
    const { name } = organisation;
    const fresh: Partner = { _id: id, name, kind, state: 'registered', purposes: [], claims: [], keys: [], webhook: null, createdAt: at, proposed, rev: 1 };
    if (!(await this.partners.create(fresh))) throw new AppError('partner_taken');
    return this.view(actor, fresh);
  }
  async scope(actor: Actor, id: string, { rev, ...scope }: Body<ParsedOf<typeof contract.changeScope>>): Promise<PartnerView> {
    const seen = await this.open(actor, id, rev);
    this.checkScope(id, scope);
    const proposed = widens(seen, scope) ? { ...scope, ...this.proposer(actor), at: this.clock.now() } : null;
    return this.changed(actor, seen, proposed ? { proposed } : { ...scope, proposed });
  }
  async decide(actor: Actor, id: string, { rev, approve }: Body<ParsedOf<typeof contract.decideScope>>): Promise<PartnerView> {
    const seen = await this.seen(actor, id, rev);
    if (!seen.proposed) throw new AppError('partner_nothing_proposed');
    if (seen.proposed.by === actor.personId) throw new AppError('partner_same_person');
    const { purposes, claims } = seen.proposed;
    if (approve) this.checkScope(id, seen.proposed);
    const state = seen.state === 'registered' ? 'active' : seen.state;
    return this.changed(actor, seen, approve ? { purposes, claims, state, proposed: null } : { proposed: null });
  }
  async state(actor: Actor, id: string, { rev, to }: Body<ParsedOf<typeof contract.setPartnerState>>): Promise<PartnerView> {
    const seen = await this.open(actor, id, rev);
    // a registration nobody approved is not opened by this way either
    if (to === 'active' && seen.state === 'registered') throw new AppError('partner_changed');
    return this.changed(actor, seen, to === 'ended' ? { state: to, proposed: null } : { state: to });
  }
  async addKey(actor: Actor, id: string, { name, publicKey, days }: Body<ParsedOf<typeof contract.addPartnerKey>>): Promise<PartnerView> {
    await this.open(actor, id);
    if (!isKey(publicKey)) throw new AppError('partner_key_invalid');
    const from = this.clock.now();
    const until = days === null ? null : new Date(from.getTime() + days * DAY_MS);
    const added = await this.partners.tryAddKey(id, { name, publicKey, from, until, by: await this.numberOf(actor) });
    if (!added) throw new AppError('partner_key_name_taken');
    return this.view(actor, await this.known(actor, id));
  }
  async revokeKey(actor: Actor, id: string, { keyId }: Body<ParsedOf<typeof contract.revokePartnerKey>>): Promise<PartnerView> {
    const { keys } = await this.known(actor, id);
    if (!keys.some((k) => k.kid === keyId)) throw new AppError('partner_key_unknown');
    await this.partners.revokeKey(id, keyId);
    return this.view(actor, await this.known(actor, id));
  }
  async webhook(actor: Actor, id: string, { rev, webhook }: Body<ParsedOf<typeof contract.setPartnerWebhook>>): Promise<PartnerView> {
    const seen = await this.open(actor, id, rev);
    if (webhook !== null && !this.partners.mayCall(webhook)) throw new AppError('partner_webhook_invalid');
    return this.changed(actor, seen, { webhook });
  }

  /** Of another partner a manager learns as little as of none. */
  private async known(actor: Actor, id: string): Promise<Partner> {
    const own = ownOf(actor);
    const [partner] = own === null || own === id ? await this.partners.page('', 1, id) : [];
    if (!partner) throw new AppError('partner_unknown');
    return partner;
  }
  private async seen(actor: Actor, id: string, rev?: number): Promise<Partner> {
    const partner = await this.known(actor, id);
    if (rev !== undefined && partner.rev !== rev) throw new AppError('partner_changed');
    return partner;
  }
  private async open(actor: Actor, id: string, rev?: number): Promise<Partner> {
    const partner = await this.seen(actor, id, rev);
    if (partner.state === 'ended') throw new AppError('partner_ended');
    return partner;
  }
  private async changed(actor: Actor, seen: Partner, set: Parameters<PartnersService['change']>[1]): Promise<PartnerView> {
    const now = await this.partners.change(seen, set);
    if (!now) throw new AppError('partner_changed');
    return this.view(actor, now);
  }
  private checkScope(id: string, { purposes }: Scope): void {
    if (!oneGrade(purposes) || !this.partners.fitsOffers(id, purposes)) throw new AppError('partner_grades_differ');
  }
  private proposer({ personId, organisationId }: Actor): { by: string; organisationId: string } {
    return { by: personId, organisationId: organisationId ?? '' };
  }
  private async numberOf({ personId, organisationId }: Actor): Promise<string> {
    const act = { personId, organisationId: organisationId ?? '' };
    return (await this.memberships.who([act])).get(`${act.personId}|${act.organisationId}`) ?? '';
  }
  private async view(actor: Actor, partner: Partner): Promise<PartnerView> {
    const { _id: id, name, kind, state, purposes, claims, keys, webhook, proposed, rev, createdAt } = partner;
    const who = proposed ? await this.memberships.who([{ personId: proposed.by, organisationId: proposed.organisationId }]) : new Map<string, string>();
    return {
      id,
      name,
      kind,
      state,
      purposes: [...purposes],
      claims: [...claims],
      keys: keys.map((k) => keyView(k, this.clock.now())),
      webhook,
      proposed: proposed && {
        purposes: [...proposed.purposes],
        claims: [...proposed.claims],
        by: who.get(`${proposed.by}|${proposed.organisationId}`) ?? '',
        at: proposed.at.toISOString(),
      },
      rev,
      createdAt: createdAt.toISOString(),
      may: mayOf(actor, partner),
    };
  }
}
/** A manager's is the own organisation; the centre's staff see every one. */
const ownOf = ({ role, organisationId }: Actor): string | null => (role === 'manager' ? (organisationId ?? '') : null);
function mayOf({ role, personId }: Actor, { state, proposed }: Partner): PartnerView['may'] {
  if (state === 'ended' || role === 'auditor') return [];
  const may: PartnerView['may'] = ['keys', 'webhook'];
  if (role !== 'operator') return may;
  may.push('scope', 'end');
  if (proposed && proposed.by !== personId) may.push('decide');
  if (state === 'active') may.push('suspend');
  if (state === 'suspended') may.push('resume');
  return may;
}
function keyView({ kid, publicKey, from, until, revokedAt, addedBy, addedAt }: PartnerKey, now: Date): PartnerView['keys'][number] {
  const state = revokedAt ? 'revoked' : now < from ? 'early' : until && now >= until ? 'over' : 'active';
  const text = (at: Date | null) => at?.toISOString() ?? null;
  return { keyId: kid, publicKey, from: from.toISOString(), until: text(until), revokedAt: text(revokedAt), state, addedBy, addedAt: addedAt.toISOString() };
}
function isKey(publicKey: string): boolean {
  try {
    publicKeyOf(publicKey);
    return /^[A-Za-z0-9_-]{43}$/.test(publicKey);
  } catch {
    return false;
  }
}
