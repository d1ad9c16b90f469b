import { createHash, randomBytes } from 'node:crypto';
import type { WayBack } from '@binhai/shared/contract/deposit';
import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { currentVersion } from '../consents/texts.js';
import { DepositClients } from '../mobility/deposit/clients.service.js';
import type { DepositClient } from '../mobility/deposit/deposit.schema.js';
import { DepositExchange, type Exchanged } from '../mobility/deposit/exchange.service.js';
import { DepositOrders } from '../mobility/deposit/orders.service.js';
import type { Verdict } from '../mobility/deposit/verdicts.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { inTransaction } from '../platform/transactions.js';
import type { TestApp } from './test-app.js';
import type { TestPerson } from './test-person.js';

export const WEB = 'https://operator.example/return';
export const WEAPP = 'weapp:wx00000000000000aa';
const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

/** What an operator's app keeps of one request. */
export interface Asking {
  readonly state: string;
  readonly verifier: string;
  readonly ask: { client: string; redirect: string; state: string; challenge: string; method: string };
}

/** An invented operator: its app opens our page, its server exchanges the code and reports. */
export class TestOperator {
  private constructor(
    readonly t: TestApp,
    readonly client: DepositClient,
  ) {}

  static async of(t: TestApp, over: Partial<Omit<DepositClient, 'rule'>> & { rule?: Partial<DepositClient['rule']> } = {}): Promise<TestOperator> {
    const id = `op${newId().slice(0, 8)}`;
    const today = localDateOf(t.app.get(Clock, { strict: false }).ms());
    await t.app.get(OrganisationsService, { strict: false }).put({ _id: id, kind: 'partner', name: '示例单车', contact: '022-0000-0000' });
    const { rule, ...rest } = over;
    const client: DepositClient = {
      _id: id,
      organisationId: id,
      operator: '示例单车',
      kind: 'bike',
      title: '共享单车',
      depositFen: 19_900,
      redirects: [WEB, WEAPP],
      home: '',
      open: true,
      ...rest,
      rule: {
        assurance: 'basic',
        age: { min: 18, max: null },
        minGrade: null,
        noSeriousRecord: true,
        zones: null,
        consent: true,
        perPerson: null,
        perPersonPerDay: null,
        from: addDays(today, -1),
        to: addDays(today, 3650),
        weekdays: null,
        hours: null,
        ...rule,
      },
    };
    await t.app.get(DepositClients, { strict: false }).put(client);
    return new TestOperator(t, client);
  }

  asking(over: object = {}): Asking {
    const [state, verifier] = [newId(), randomBytes(32).toString('base64url')];
    return { state, verifier, ask: { client: this.client._id, redirect: WEB, state, challenge: sha256(verifier), method: 'S256', ...over } };
  }
  show({ ask }: Asking, { token }: TestPerson) {
    return this.t.send('GET', `/api/deposit/request?${new URLSearchParams(ask)}`, { token });
  }
  decide({ ask }: Asking, { token }: TestPerson, decision = 'agree', over: object = {}) {
    return this.t.send('POST', '/api/deposit/decisions', {
      token,
      body: { ...ask, decision, consentTextVersion: currentVersion('deposit_free'), ...over },
    });
  }
  /** The resident agrees; answers the code that came back. */
  async code(asking: Asking, who: TestPerson): Promise<string> {
    const r = await this.decide(asking, who);
    const { back } = r.body as { back?: WayBack };
    const code = back?.kind === 'web' ? new URL(back.url).searchParams.get('code') : back?.data.code;
    if (!code) throw new Error(`no code: ${JSON.stringify(r.body)}`);
    return code;
  }
  async exchange(asking: Asking, code: string, over: Partial<{ redirect: string; verifier: string }> = {}): Promise<Exchanged> {
    const presented = { code, redirect: asking.ask.redirect, verifier: asking.verifier, ...over };
    const exchange = this.t.app.get(DepositExchange, { strict: false });
    try {
      return await inTransaction(this.t.app.get<Connection>(getConnectionToken()), (session) => exchange.exchange(this.client, presented, session));
    } catch (e) {
      if ((e as { code?: string }).code === 'deposit_code_spent') await exchange.replayed(this.client, presented);
      throw e;
    }
  }
  /** From nothing to an authorisation. */
  async authorised(who: TestPerson): Promise<Exchanged> {
    const asking = this.asking();
    return this.exchange(asking, await this.code(asking, who));
  }
  private get now(): Date {
    return this.t.app.get(Clock, { strict: false }).now();
  }
  async start(authorisation: string, number: string = newId(), startedAt: Date = this.now): Promise<Verdict> {
    return this.t.app.get(DepositOrders, { strict: false }).start(this.client, authorisation, number, startedAt);
  }
  async end(number: string, released = true, endedAt: Date = this.now): Promise<void> {
    await this.t.app.get(DepositOrders, { strict: false }).end(this.client, number, endedAt, released);
  }
}
