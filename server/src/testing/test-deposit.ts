import { createHash, randomBytes } from 'node:crypto';
import type { WayBack } from '@binhai/shared/contract/deposit';
import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import { ANY_ADULT } from '@binhai/shared/rules/eligibility';
import { currentVersion } from '../consents/texts.js';
import { DepositClients } from '../mobility/deposit/clients.service.js';
import type { DepositClient } from '../mobility/deposit/deposit.schema.js';
import type { Exchanged } from '../mobility/deposit/exchange.service.js';
import type { Verdict } from '../mobility/deposit/verdicts.service.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import type { TestApp } from './test-app.js';
import { type TestPartner, testPartner } from './test-partner.js';
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
    readonly partner: TestPartner,
  ) {}

  static async of(t: TestApp, over: Partial<Omit<DepositClient, 'rule'>> & { rule?: Partial<DepositClient['rule']> } = {}): Promise<TestOperator> {
    const id = `op${newId().slice(0, 8)}`;
    const today = localDateOf(t.app.get(Clock, { strict: false }).ms());
    const { rule, ...rest } = over;
    const purpose = { purpose: 'deposit_free', statement: '使用前判断能否免押金', minGrade: rule?.minGrade ?? null } as const;
    const partner = await testPartner(t, { id, kind: 'deposit_free', claims: ['deposit_free', 'ride_events'], purposes: [purpose] });
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
        ...ANY_ADULT,
        noSeriousRecord: true,
        consent: true,
        from: addDays(today, -1),
        to: addDays(today, 3650),
        ...rule,
      },
    };
    await t.app.get(DepositClients, { strict: false }).put(client);
    return new TestOperator(t, client, partner);
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
  /** Throws the refusal. The key of one exchange, given again, is the operator's own second try. */
  async exchange(
    asking: Asking,
    code: string,
    over: Partial<{ redirect: string; verifier: string }> = {},
    idempotencyKey: string = newId(),
  ): Promise<Exchanged> {
    const body = { code, redirect: asking.ask.redirect, verifier: asking.verifier, ...over };
    return this.told(await this.partner.send('POST', '/api/partner/v1/deposit/exchanges', { body, idempotencyKey }));
  }
  /** From nothing to an authorisation. */
  async authorised(who: TestPerson): Promise<Exchanged> {
    const asking = this.asking();
    return this.exchange(asking, await this.code(asking, who));
  }
  private get now(): Date {
    return this.t.app.get(Clock, { strict: false }).now();
  }
  async start(authorisation: string, order: string = newId(), startedAt: Date = this.now): Promise<Verdict> {
    const r = await this.partner.send('POST', '/api/partner/v1/deposit/orders', { body: { authorisation, order, startedAt: startedAt.toISOString() } });
    return this.told<{ verdict: Verdict }>(r).verdict;
  }
  async end(order: string, depositReleased = true, endedAt: Date = this.now): Promise<void> {
    this.told(await this.partner.send('POST', '/api/partner/v1/deposit/order-ends', { body: { order, endedAt: endedAt.toISOString(), depositReleased } }));
  }
  private told<R>({ status, body }: Awaited<ReturnType<TestPartner['send']>>): R {
    if (status !== 200) throw Object.assign(new Error(JSON.stringify(body)), { code: (body as { code?: string }).code });
    return body as R;
  }
}
