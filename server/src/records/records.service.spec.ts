import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { FieldCipher } from '../platform/field-cipher.js';
import { RegisterService } from '../register/register.service.js';
import { BASES } from '../register/words.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import type { StoredRecord } from './record.schema.js';
import { RecordsService } from './records.service.js';

let t: TestApp;
let records: RecordsService;
beforeAll(async () => {
  t = await testApp('records');
  records = t.app.get(RecordsService, { strict: false });
});
afterAll(() => t?.close());
const db = () => t.app.get<Connection>(getConnectionToken()).collection('credit_records');
beforeEach(async () => {
  await db().deleteMany({});
});

const record = (n: number, more: Partial<StoredRecord> = {}): StoredRecord => ({
  _id: `r${n}`,
  contentHash: `c${n}`,
  revision: 1,
  directory: '2024',
  classCode: '03',
  kind: 'honour',
  effect: 'positive',
  legalBasis: 'consent',
  subject: 'person',
  numberHash: 'h1',
  title: '示例志愿服务表彰',
  unit: '示例局',
  unitCode: null,
  documentNumber: `示〔2026〕${n}号`,
  decidedOn: `2026-01-${String((n % 28) + 1).padStart(2, '0')}`,
  disclosedOn: null,
  endsOn: null,
  publicityEndsOn: null,
  severity: null,
  state: 'effective',
  fulfilment: null,
  fulfilledOn: null,
  dueOn: null,
  general: false,
  dutiesDone: false,
  fineFen: null,
  confiscatedFen: null,
  warnings: [],
  source: { batch: 'b', file: 'f.csv', sheet: null, line: n },
  acceptedAt: new Date(0),
  ...more,
});

describe('arrival (DB-1)', () => {
  test('1,000 rows of which one is there, sent by three at once: 999 accepted in all, none lost, no error', async () => {
    await records.add([record(500)]);
    const rows = Array.from({ length: 1000 }, (_, i) => record(i + 1));
    const answers = (await Promise.all([0, 1, 2].map(() => records.add(rows)))).flat();
    const count = (a: string) => answers.filter((x) => x === a).length;
    expect([count('accepted'), count('known'), count('differs')]).toEqual([999, 2001, 0]);
    expect(await db().countDocuments()).toBe(1000);
  });
  test('the same decision with other contents is told apart and changes nothing; twice in one list is known', async () => {
    expect(await records.add([record(1), record(1), record(1, { contentHash: 'other', title: '改过' })])).toEqual(['accepted', 'known', 'differs']);
    expect((await db().findOne({}))?.title).toBe('示例志愿服务表彰');
  });
});

describe('reading', () => {
  const access = (subject: string) =>
    t.app
      .get(RegisterService, { strict: false })
      .other({ subject, purpose: 'grade_computation', items: ['记录'], kind: 'system', actor: 'spec', basis: BASES.gradeOptIn });

  test('answers the facts of the owner, newest first, and nobody else’s', async () => {
    await records.add([record(1), record(2), record(3, { numberHash: 'h2' })]);
    const a = await access('p1');
    expect((await records.ofPerson(a, { _id: 'p1', numberHash: 'h1' })).map((r) => r.id)).toEqual(['r2', 'r1']);
    expect(await records.ofPerson(a, { _id: 'p1' })).toEqual([]);
    expect(await records.ofPersonById(a, { _id: 'p1', numberHash: 'h1' }, 'r3')).toBeNull();
    await expect(records.ofPerson(a, { _id: 'p2', numberHash: 'h2' })).rejects.toThrow('another person');
  });
  test('opens the words of one record', async () => {
    const cipher = t.app.get(FieldCipher, { strict: false });
    const sealedDetails = cipher.seal({ collection: 'credit_records', field: 'sealedDetails', id: 'r1' }, JSON.stringify({ facts: '示例：服务 40 小时' }));
    await records.add([record(1, { sealedDetails, fineFen: 200000 })]);
    const found = await records.ofPersonById(await access('p1'), { _id: 'p1', numberHash: 'h1' }, 'r1');
    expect(found).toMatchObject({ details: { facts: '示例：服务 40 小时' }, fineFen: 200000, facts: { id: 'r1', kind: 'honour' } });
    expect(Object.keys(found?.facts ?? {})).not.toContain('name');
  });
});
