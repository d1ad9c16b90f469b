import type { SchemeDetail, SchemeNumbers } from '@binhai/shared/contract/scheme';
import { addDays, localDateOf, startOfDay } from '@binhai/shared/dates/dates';
import { GRADE_SCHEME_2026 } from '@binhai/shared/parameters/grade-scheme';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/id.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import type { TestApp } from './test-app.js';
import { requestId } from './test-offers.js';
import { type TestPerson, testPerson } from './test-person.js';

export const CENTRE = 'credit-centre';
export const NUMBERS: SchemeNumbers = { factors: GRADE_SCHEME_2026.factors, items: { ...GRADE_SCHEME_2026.items, excellent: 3 } };
type Reply = { status: number; body: SchemeDetail & { code?: string; fields?: { path: string; message: string }[] } };

/** The centre's people round a scheme, and each of its steps over HTTP. */
export class SchemeDesk {
  private constructor(
    private readonly t: TestApp,
    readonly drafter: TestPerson,
    readonly second: TestPerson,
    readonly reviewer: TestPerson,
    readonly auditor: TestPerson,
  ) {}
  static async of(t: TestApp): Promise<SchemeDesk> {
    await t.app.get(OrganisationsService, { strict: false }).put({ _id: CENTRE, name: '区公共信用中心（示例）', kind: 'centre', contact: '022-0000-2000' });
    const member = async (role: 'operator' | 'reviewer' | 'auditor') => {
      const person = await testPerson(t, { assurance: 'basic' });
      const staffNumber = newId().slice(0, 6);
      return person.as(await t.app.get(MembershipsService, { strict: false }).add({ personId: person.id, organisationId: CENTRE, role, staffNumber }));
    };
    return new SchemeDesk(t, await member('operator'), await member('operator'), await member('reviewer'), await member('auditor'));
  }
  /** The same person under a second membership. */
  async alsoReviewer(person: TestPerson): Promise<TestPerson> {
    const own = { personId: person.id, organisationId: CENTRE, role: 'reviewer', staffNumber: newId().slice(0, 6) } as const;
    return person.as(await this.t.app.get(MembershipsService, { strict: false }).add(own));
  }
  async call(who: TestPerson, method: string, path: string, body?: object): Promise<Reply> {
    return (await this.t.send(method, path, { token: who.token, ...(body && { body }) })) as unknown as Reply;
  }
  get(id: string, who = this.drafter): Promise<Reply> {
    return this.call(who, 'GET', `/api/staff/schemes/${id}`);
  }
  async step(id: string, step: string, more: object = {}, who = this.drafter): Promise<Reply> {
    const { rev } = (await this.get(id)).body;
    const edit = step === 'edit';
    return this.call(who, edit ? 'PUT' : 'POST', `/api/staff/schemes/${id}${edit ? '' : `/${step}`}`, { rev, ...more });
  }
  async must(...args: Parameters<SchemeDesk['step']>): Promise<SchemeDetail> {
    const { status, body } = await this.step(...args);
    if (status !== 200) throw new Error(`${args[1]}: ${status} ${body.code}`);
    return body;
  }
  days(n: number): void {
    const clock = this.t.app.get(Clock);
    clock.set(new Date(startOfDay(addDays(localDateOf(clock.ms()), n)) + 10 * 3_600_000));
  }
  today(): string {
    return localDateOf(this.t.app.get(Clock).ms());
  }

  async draft(numbers = NUMBERS): Promise<string> {
    const { id } = (await this.call(this.drafter, 'POST', '/api/staff/schemes', { requestId: requestId() })).body;
    await this.must(id, 'edit', { title: '示例评价方案', why: '让按期履约的人早一点到优良', numbers });
    return id;
  }
  async tried(numbers = NUMBERS): Promise<string> {
    const id = await this.draft(numbers);
    await this.must(id, 'trial');
    await this.t.app.get(Jobs, { strict: false }).drain();
    return id;
  }
  /** Open to comments; answers the ids of the scheme and of the consultation. */
  async open(): Promise<{ id: string; consultation: string }> {
    const id = await this.tried();
    await this.must(id, 'submit');
    await this.must(id, 'pass', { document: '津滨信法〔2026〕示 12 号', to: null }, this.reviewer);
    const { items } = (await this.t.send('GET', '/api/credit/consultations')).body as { items: { id: string; open: boolean }[] };
    return { id, consultation: items.find((c) => c.open)?.id ?? '' };
  }
  /** Waits for the second approver. */
  async closed(): Promise<string> {
    const { id } = await this.open();
    this.days(31);
    await this.must(id, 'close');
    return id;
  }
}
