import { MembershipsService } from '../organisations/memberships.service.js';
import { AccountsService } from '../people/accounts.service.js';
import { HighAssuranceService } from '../people/high-assurance.service.js';
import { RealNameService } from '../people/real-name.service.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { StaffCredentialsService } from '../sessions/staff-credentials.service.js';
import { SEED_SESSION } from './actors.js';
import { DEMO_PEOPLE, type DemoPerson } from './people.data.js';
import type { DemoAccount, Seeder } from './seeder.js';

/** The demo's people, through the services a real person goes through. Safe to run again after it was cut. */
export const seedPeople: Seeder = async (app) => {
  const get = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type, { strict: false });
  const [accounts, realName, high, register, memberships, credentials] = [
    get(AccountsService),
    get(RealNameService),
    get(HighAssuranceService),
    get(RegisterService),
    get(MembershipsService),
    get(StaffCredentialsService),
  ];
  const one = async (p: DemoPerson): Promise<DemoAccount> => {
    const personId = await accounts.findOrCreate({ phone: p.phone }, true);
    if (p.name !== undefined && p.number !== undefined) {
      const access = await register.other({
        subject: personId,
        purpose: 'real_name',
        kind: 'system',
        actor: SEED_SESSION,
        basis: BASES.demo,
        items: ['姓名', '证件号码'],
      });
      await realName.verifyBasic(access, { personId, channel: null, sessionId: SEED_SESSION }, { name: p.name, number: p.number });
    }
    if (p.assurance === 'high') await high.provenAtWindow(personId);
    const { member } = p;
    if (!member) return { who: p.who, phone: p.phone };
    const { totp, ...fields } = member;
    const held = await memberships.of(personId);
    if (!held.some((m) => m.organisationId === member.organisationId && m.role === member.role)) await memberships.add({ personId, ...fields });
    return { who: p.who, phone: p.phone, ...(totp && { totpSecret: await credentials.enrol(personId) }) };
  };
  const made: DemoAccount[] = [];
  for (const p of DEMO_PEOPLE) made.push(await one(p));
  return made;
};
