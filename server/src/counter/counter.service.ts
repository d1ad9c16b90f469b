import type {
  confirm as confirmEndpoint,
  RedemptionView,
  release as releaseEndpoint,
  reverse as reverseEndpoint,
  scan as scanEndpoint,
  today as todayEndpoint,
} from '@binhai/shared/contract/counter';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { NamesService } from '../people/names.service.js';
import type { CounterActor } from '../perks/counter-actor.js';
import { RedemptionsService } from '../perks/redemptions.service.js';
import { ReversalsService } from '../perks/reversals.service.js';
import { ShopDayService } from '../perks/shop-day.service.js';
import { headsOf, type RedeemedVoucher, type StoredReply } from '../perks/voucher.view.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';

/** A shop's counter. Every look at a customer's masked name is an entry of the register, durable before the reply. */
@Injectable()
export class CounterService {
  constructor(
    private readonly redemptions: RedemptionsService,
    private readonly reversals: ReversalsService,
    private readonly shopDay: ShopDayService,
    private readonly memberships: MembershipsService,
    private readonly organisations: OrganisationsService,
    private readonly names: NamesService,
    private readonly register: RegisterService,
    private readonly clock: Clock,
  ) {}

  async scan(actor: Actor, { body }: ParsedOf<typeof scanEndpoint>): Promise<ReplyOf<typeof scanEndpoint>> {
    const counter = await this.counterOf(actor, body.terminal);
    const { voucher, lock } = await this.redemptions.scan(counter, body.requestId, body.code);
    const { title, subtitle, benefit } = voucher.terms;
    return {
      lockId: lock.id,
      lockedUntil: lock.until.toISOString(),
      title,
      subtitle,
      maskedName: await this.nameOf(counter, voucher),
      benefit,
      headsLeft: headsOf(voucher),
    };
  }
  async confirm(actor: Actor, { body }: ParsedOf<typeof confirmEndpoint>): Promise<RedemptionView> {
    const counter = await this.counterOf(actor, body.terminal);
    const { voucher, redemption } = await this.redemptions.confirm(counter, body.requestId, body.lockId, body);
    return view({ voucher, redemption }, redemption.reply, await this.nameOf(counter, voucher));
  }
  async release(actor: Actor, { body }: ParsedOf<typeof releaseEndpoint>): Promise<void> {
    await this.redemptions.release(await this.counterOf(actor, body.terminal), body.lockId);
  }
  async reverse(actor: Actor, { body }: ParsedOf<typeof reverseEndpoint>): Promise<RedemptionView> {
    const counter = await this.counterOf(actor, body.terminal);
    const { voucher, redemption, reversal } = await this.reversals.reverse(counter, body.requestId, body.redemptionId, body.heads, body.reason);
    return view({ voucher, redemption }, reversal.reply, await this.nameOf(counter, voucher));
  }
  async today(actor: Actor, { query }: ParsedOf<typeof todayEndpoint>): Promise<ReplyOf<typeof todayEndpoint>> {
    const counter = await this.counterOf(actor, '');
    const day = localDateOf(this.clock.ms());
    const [{ items, ...sums }, shop] = await Promise.all([this.shopDay.of(counter.shopIds, day, query.after), this.shopName(counter)]);
    const names = await Promise.all(items.map(({ voucher }) => this.nameOf(counter, voucher)));
    // as it stands now, after its reversals
    return { shop, ...sums, items: items.map((i, n) => view(i, i.redemption.reversals.at(-1)?.reply ?? i.redemption.reply, names[n] ?? '')) };
  }

  private async counterOf({ membershipId, personId, organisationId, terminal: shared }: Actor, terminal: string): Promise<CounterActor> {
    if (membershipId === null || organisationId === null) throw new AppError('auth_forbidden');
    const [membership, covered] = await Promise.all([this.memberships.holding(membershipId, personId), this.memberships.shopsFor(membershipId, personId)]);
    if (!membership || !covered) throw new AppError('auth_forbidden');
    const shopIds = shared ? covered.filter((id) => id === shared.shopId) : covered;
    const clerk = `${membership.role === 'manager' ? '店长' : '店员'} ${membership.staffNumber}`;
    return { key: `${organisationId}/${terminal}`, terminal, organisationId, shopIds, clerk, clerkId: personId };
  }
  private async nameOf({ clerkId, organisationId }: CounterActor, { person, consentId }: RedeemedVoucher['voucher']): Promise<string> {
    const access = await this.register.other({
      subject: person,
      purpose: 'voucher_redemption',
      items: ['遮住的姓名', '券'],
      kind: 'merchant',
      actor: clerkId,
      organisationId,
      basis: consentId === null ? BASES.voucher : `consent:${consentId}`,
    });
    return this.names.masked(access);
  }
  private async shopName({ shopIds, organisationId }: CounterActor): Promise<string> {
    const [only] = shopIds;
    if (shopIds.length === 1 && only !== undefined) return (await this.organisations.shop(only))?.name ?? '';
    return (await this.organisations.get(organisationId))?.name ?? '';
  }
}

const view = ({ voucher, redemption }: RedeemedVoucher, reply: StoredReply, maskedName: string): RedemptionView => ({
  id: redemption.id,
  title: voucher.terms.title,
  maskedName,
  benefit: voucher.terms.benefit,
  at: redemption.at.toISOString(),
  clerk: redemption.till.clerk,
  terminal: redemption.till.terminal,
  ...reply,
});
