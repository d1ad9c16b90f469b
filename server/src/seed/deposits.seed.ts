import { addDays, localDateOf } from '@binhai/shared/dates/dates';
import type { DepositKind } from '@binhai/shared/rules/deposit';
import { ANY_ADULT } from '@binhai/shared/rules/eligibility';
import { CONFIG, type Config } from '../config.js';
import { DepositClients } from '../mobility/deposit/clients.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import type { Seeder } from './seeder.js';

interface DemoClient {
  /** Organisation and client at once. */
  readonly id: string;
  readonly kind: DepositKind;
  readonly title: string;
  readonly depositFen: number;
  readonly minGrade: 'good' | null;
  readonly appId: string;
}
/** Two operators of different kinds, one with a grade condition and one without, so that both ways of the rule are seen. */
const DEMO_CLIENTS: readonly DemoClient[] = [
  { id: 'tide-bike', kind: 'bike', title: '共享单车', depositFen: 19_900, minGrade: 'good', appId: 'wx00000000000d0001' },
  { id: 'bay-power', kind: 'powerbank', title: '共享充电宝', depositFen: 9900, minGrade: null, appId: 'wx00000000000d0002' },
];

/** Operators of 免押. In the sandbox they may also be a page of this machine. */
export const seedDeposits: Seeder = async (app) => {
  const organisations = app.get(OrganisationsService, { strict: false });
  const { SANDBOX } = app.get<Config>(CONFIG, { strict: false });
  const today = localDateOf(app.get(Clock, { strict: false }).ms());
  for (const { id, kind, title, depositFen, minGrade, appId } of DEMO_CLIENTS) {
    const organisation = await organisations.get(id);
    if (!organisation) throw new Error(`no demo organisation ${id}`);
    await app.get(DepositClients, { strict: false }).put({
      _id: id,
      organisationId: id,
      operator: organisation.name,
      kind,
      title,
      depositFen,
      redirects: [`https://${id}.example/credit`, `weapp:${appId}`, ...(SANDBOX ? ['http://127.0.0.1/return'] : [])],
      home: '',
      rule: {
        ...ANY_ADULT,
        minGrade,
        noSeriousRecord: true,
        consent: true,
        from: addDays(today, -30),
        to: addDays(today, 3650),
      },
      open: true,
      demo: true,
    });
  }
  return [];
};
