import { newId } from '../platform/id.js';
import type { StoredRecord } from '../records/record.schema.js';
import { RecordsService } from '../records/records.service.js';
import type { TestApp } from './test-app.js';
import type { TestPerson } from './test-person.js';

/** A kept commitment of this person, invented, as ingest would have stored it. */
export function testRecord({ numberHash }: TestPerson, more: Partial<StoredRecord> = {}): StoredRecord {
  const id = newId();
  return {
    _id: id,
    contentHash: id,
    revision: 1,
    directory: 'directory-2024',
    classCode: '08',
    kind: 'commitment',
    effect: 'positive',
    legalBasis: '本人同意',
    subject: 'person',
    ...(numberHash && { numberHash }),
    title: '示例信用承诺',
    unit: '区政务服务办（示例）',
    unitCode: null,
    documentNumber: `津滨示诺〔2026〕${id.slice(0, 6)}号`,
    decidedOn: '2026-01-10',
    disclosedOn: null,
    endsOn: null,
    publicityEndsOn: null,
    severity: null,
    state: 'effective',
    fulfilment: 'kept',
    fulfilledOn: '2026-03-10',
    dueOn: null,
    general: false,
    dutiesDone: false,
    fineFen: null,
    confiscatedFen: null,
    warnings: [],
    source: { batch: 'b', file: 'f.csv', sheet: null, line: 1 },
    acceptedAt: new Date('2026-03-11T00:00:00Z'),
    ...more,
  };
}
/** Stores one and answers its id. */
export async function recordOf(t: TestApp, person: TestPerson): Promise<string> {
  const record = testRecord(person);
  await t.app.get(RecordsService, { strict: false }).add([record]);
  return record._id;
}
