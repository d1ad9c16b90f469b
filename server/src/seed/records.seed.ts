import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { IngestService } from '../ingest/ingest.service.js';
import type { Seeder } from './seeder.js';

const FIXTURES = fileURLToPath(new URL('../../../test/fixtures/', import.meta.url));
/** Through the same door as a department's files; some of their rows are meant to be kept aside. */
const FILES = [
  'penalties-market.utf8-bom.csv',
  'penalties-street.gb18030.csv',
  'penalties-persons.csv',
  'penalties-department.xlsx',
  'permits-current.csv',
  'permits-2016-and-current.gb18030.csv',
  'permits.jsonl',
  'honours.xlsx',
  'honours.gb18030.csv',
  'commitments-persons.csv',
  'commitments-firms.jsonl',
  'contracts-rental.csv',
  'contracts-procurement.xlsx',
];

export const seedRecords: Seeder = async (app) => {
  const ingest = app.get(IngestService, { strict: false });
  for (const file of FILES) {
    const batch = await ingest.run(path.join(FIXTURES, file), { sender: '演示数据' });
    if (batch.state !== 'complete') throw new Error(`demo file ${file}: ${batch.state} ${batch.halt?.code ?? ''}`);
  }
  return [];
};
