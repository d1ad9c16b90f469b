import type { depositAuthorisation, depositAuthorisations } from '@binhai/shared/contract/deposit';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { Injectable } from '@nestjs/common';
import { ConsentsService } from '../../consents/consents.service.js';
import { DEPOSIT_PURPOSE } from '../../consents/texts.js';
import type { Actor } from '../../platform/context.js';
import { RegisterService } from '../../register/register.service.js';
import { DepositAuthorisations } from './authorisations.service.js';
import { clientView, DepositClients } from './clients.service.js';
import type { DepositAuthorisation } from './deposit.schema.js';
import { DepositOrders, orderView } from './orders.service.js';

const ITEMS = ['免押授权', '免押使用记录'] as const;

/** What a resident sees of their own. */
@Injectable()
export class OwnDeposits {
  constructor(
    private readonly authorisations: DepositAuthorisations,
    private readonly orders: DepositOrders,
    private readonly clients: DepositClients,
    private readonly consents: ConsentsService,
    private readonly register: RegisterService,
  ) {}

  async list(actor: Actor): Promise<ReplyOf<typeof depositAuthorisations>> {
    await this.register.own(actor, 'own_deposits', ITEMS);
    const [held, lately, clients] = await Promise.all([this.authorisations.list(actor.personId), this.orders.lately(actor.personId), this.clients.all()]);
    const byId = new Map(clients.map((c) => [c._id, c]));
    const views = await Promise.all(held.flatMap((a) => this.viewed(a, byId)));
    // one that nobody fetched is no agreement in force
    const items = views.filter((v) => v.ended !== 'lapse' && v.ended !== 'refuse');
    const open = new Set(items.filter((v) => v.state !== 'ended').map((v) => v.service.id));
    return {
      items,
      orders: lately.orders.map((o) => orderView(o, byId.get(o.client)?.operator ?? '')),
      count: lately.count,
      unreleased: lately.unreleased,
      others: clients.filter((c) => c.open && !c.paused && !open.has(c._id)).map(clientView),
    };
  }
  async one(actor: Actor, { params, query }: ParsedOf<typeof depositAuthorisation>): Promise<ReplyOf<typeof depositAuthorisation>> {
    await this.register.own(actor, 'own_deposits', ITEMS);
    const found = await this.authorisations.own(actor.personId, params.id);
    const client = await this.clients.find(found.client);
    if (!client) throw new Error(`no deposit client ${found.client}`);
    const [authorisation, consent, { orders, next }] = await Promise.all([
      this.authorisations.view(found, client),
      this.consents.text({ kind: 'organisation', id: found.organisationId }, DEPOSIT_PURPOSE),
      this.orders.of(found._id, query.after),
    ]);
    return { authorisation, consent, orders: orders.map((o) => orderView(o, client.operator)), next };
  }

  private viewed(authorisation: DepositAuthorisation, clients: ReadonlyMap<string, Parameters<DepositAuthorisations['view']>[1]>) {
    const client = clients.get(authorisation.client);
    return client ? [this.authorisations.view(authorisation, client)] : [];
  }
}
