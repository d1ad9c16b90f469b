import { OrganisationsService } from '../organisations/organisations.service.js';
import { newId } from '../platform/id.js';
import type { StoredRecord } from '../records/record.schema.js';
import { RecordsService } from '../records/records.service.js';
import type { TestApp } from './test-app.js';
import { freshCode } from './test-number.js';
import { testMember } from './test-offers.js';
import { type TestPerson, testPerson } from './test-person.js';
import { testRecord } from './test-record.js';

/** One page, as another program would have written it. */
export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  'latin1',
);
export type Sent = { status: number; body: unknown };

/** A unit, the centre, and what they do; all invented. */
export class TestRepairs {
  private constructor(
    readonly t: TestApp,
    readonly unit: { readonly organisationId: string; readonly shopId: string; readonly uscc: string },
    readonly source: TestPerson,
    readonly operator: TestPerson,
  ) {}

  static async of(t: TestApp): Promise<TestRepairs> {
    const organisations = t.app.get(OrganisationsService, { strict: false });
    const [unit, centre] = [
      { organisationId: newId(), shopId: '', uscc: freshCode() },
      { organisationId: newId(), shopId: '' },
    ];
    await organisations.put({ _id: unit.organisationId, kind: 'unit', name: '区交通运输局（示例）', uscc: unit.uscc, contact: '022-0000-0000' });
    await organisations.put({ _id: centre.organisationId, kind: 'centre', name: '区公共信用中心（示例）', contact: '022-0000-0000' });
    return new TestRepairs(t, unit, await testMember(t, unit, 'source'), await testMember(t, centre, 'operator'));
  }
  /** A penalty of a person, in publicity since 2 July 2026. */
  async penaltyOf(who: TestPerson, more: Partial<StoredRecord> = {}): Promise<string> {
    return this.stored(testRecord(who, { ...PENALTY, unitCode: this.unit.uscc, ...more }));
  }
  /** The same of a firm. */
  async penaltyOfFirm(uscc: string, more: Partial<StoredRecord> = {}): Promise<string> {
    const { numberHash: _, ...record } = testRecord(await testPerson(this.t), { ...PENALTY, unitCode: this.unit.uscc, ...more });
    return this.stored({
      ...record,
      subject: 'organisation',
      uscc,
      organisation: '示例企业',
      organisationFolded: '示例企业',
      publicFrom: '2026-07-02',
      publicUntil: '2029-07-02',
    });
  }
  send(who: TestPerson, method: string, path: string, body?: object): Promise<Sent> {
    return this.t.send(method, path, { token: who.token, ...(body && { body }) });
  }
  async made<T>(who: TestPerson, method: string, path: string, body?: object): Promise<T> {
    const r = await this.send(who, method, path, body);
    if (r.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(r.body)}`);
    return r.body as T;
  }
  async upload(who: TestPerson, id: string, bytes: Buffer = PDF, type = 'application/octet-stream'): Promise<Sent> {
    const fastify = this.t.app.getHttpAdapter().getInstance();
    const headers = { authorization: `Bearer ${who.token}`, 'content-type': type };
    const r = await fastify.inject({ method: 'PUT', url: `/api/repairs/${id}/proof`, headers, payload: bytes });
    return { status: r.statusCode, body: r.json() };
  }
  async draft(who: TestPerson, recordId: string): Promise<string> {
    const { items } = await this.made<{ items: { id: string }[] }>(who, 'POST', '/api/repairs', { recordIds: [recordId] });
    return items[0]?.id ?? '';
  }
  async submit(who: TestPerson, ids: readonly string[]): Promise<Sent> {
    const { pledge } = await this.made<{ pledge: { version: string } }>(who, 'GET', `/api/repairs/${ids[0]}`);
    return this.send(who, 'POST', '/api/repair-submissions', { ids, pledge: pledge.version, agree: true });
  }
  /** Drafted, with its proof, submitted. */
  async submitted(who: TestPerson, recordId: string): Promise<string> {
    const id = await this.draft(who, recordId);
    await this.upload(who, id);
    await this.submit(who, [id]);
    return id;
  }
  step(who: TestPerson, id: string, step: string, more: { text?: string; document?: string } = {}): Promise<Sent> {
    return this.send(who, 'POST', `/api/desk/repairs/${id}/step`, { step, ...more });
  }
  /** Through to the unit's consent. */
  async approved(who: TestPerson, recordId: string): Promise<string> {
    const id = await this.submitted(who, recordId);
    await this.step(this.operator, id, 'forward');
    await this.step(this.source, id, 'accept');
    await this.step(this.source, id, 'approve', { document: '津滨交修〔2026〕示 1 号' });
    return id;
  }

  private async stored(record: StoredRecord): Promise<string> {
    await this.t.app.get(RecordsService, { strict: false }).add([record]);
    return record._id;
  }
}
const PENALTY: Partial<StoredRecord> = {
  classCode: '03',
  kind: 'penalty',
  effect: 'negative',
  title: '未取得许可从事网约车经营',
  unit: '区交通运输局（示例）',
  decidedOn: '2026-06-18',
  disclosedOn: '2026-07-02',
  severity: 'serious',
  fulfilment: null,
  fulfilledOn: null,
  dutiesDone: true,
};
