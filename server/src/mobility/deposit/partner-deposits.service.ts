import type { depositEnd, depositExchange, depositStart } from '@binhai/shared/contract/deposit-partner';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { Injectable } from '@nestjs/common';
import { DEPOSIT_PURPOSE } from '../../consents/texts.js';
import { PartnerOnce } from '../../partners/partner-once.js';
import { PartnersService } from '../../partners/partners.service.js';
import { AppError } from '../../platform/app-error.js';
import type { PartnerActor } from '../../platform/context.js';
import { DepositClients } from './clients.service.js';
import type { DepositClient } from './deposit.schema.js';
import { DepositExchange } from './exchange.service.js';
import { DepositOrders } from './orders.service.js';

type Body<E> = E extends { body: infer B } ? B : never;

/** What operators ask and report, each in the name of the client it is registered as. */
@Injectable()
export class PartnerDeposits {
  constructor(
    private readonly clients: DepositClients,
    private readonly exchanges: DepositExchange,
    private readonly orders: DepositOrders,
    private readonly once: PartnerOnce,
    private readonly partners: PartnersService,
  ) {}

  /** The same request with its key again gets its reply again; with another key the code has been used. */
  async exchange(partner: PartnerActor, body: Body<ParsedOf<typeof depositExchange>>): Promise<ReplyOf<typeof depositExchange>> {
    const client = await this.clientOf(partner);
    try {
      return await this.once.request(partner, (session) => this.exchanges.exchange(client, body, session));
    } catch (e) {
      if (e instanceof AppError && e.code === 'deposit_code_spent') await this.exchanges.replayed(client, body);
      throw e;
    }
  }
  async start(partner: PartnerActor, body: Body<ParsedOf<typeof depositStart>>): Promise<ReplyOf<typeof depositStart>> {
    return { verdict: await this.orders.start(await this.clientOf(partner), body.authorisation, body.order, new Date(body.startedAt)) };
  }
  async end(partner: PartnerActor, body: Body<ParsedOf<typeof depositEnd>>): Promise<void> {
    await this.orders.end(await this.clientOf(partner), body.order, new Date(body.endedAt), body.depositReleased);
  }

  private async clientOf(partner: PartnerActor): Promise<DepositClient> {
    const client = await this.clients.ofOrganisation(partner.id);
    if (!client || !(await this.partners.asks(partner.id, DEPOSIT_PURPOSE, client.rule.minGrade))) throw new AppError('deposit_service_unknown');
    return client;
  }
}
