import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import mongoose from 'mongoose';
import { PeopleService } from '../people/people.service.js';
import { RecordsService } from '../records/records.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import type { IngestBatch } from './batch.schema.js';
import { IngestService } from './ingest.service.js';
import { REASONS, type ReasonCode, say } from './reasons.js';

let t: TestApp;
let dir: string;
beforeAll(async () => {
  t = await testApp('ingest_cut');
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-cut-'));
});
afterAll(async () => {
  fs.rmSync(dir, { recursive: true, force: true });
  await t?.close();
});
afterEach(() => {
  jest.restoreAllMocks();
});
const get = <T>(type: abstract new (...args: never[]) => T): T => t.app.get<T>(type, { strict: false });
const db = () => t.app.get<Connection>(getConnectionToken());
const batches = async () => (await db().collection('ingest_batches').find().sort({ _id: 1 }).toArray()) as unknown as IngestBatch[];

test('a run cut by the database stays running; the same file again completes it, and whoever was stored but not yet told is told', async () => {
  const head = 'CF_WSH,CF_XDR_MC,CF_XDR_LB,CF_XDR_ZJHM,CF_SY,CF_CFLB,CF_JDRQ,CF_CFJG';
  const rows = Array.from({ length: 1200 }, (_, i) => `示〔2026〕${i}号,示自然,自然人,120116199003072013,示例,罚款,2026-05-12,示例局`);
  const file = path.join(dir, 'persons.csv');
  fs.writeFileSync(file, [head, ...rows].join('\n'));
  const records = get(RecordsService);
  const add = records.add.bind(records);
  let chunk = 0;
  const cut = jest.spyOn(records, 'add').mockImplementation(async (rows) => {
    const answer = await add(rows);
    if (++chunk === 2) throw new mongoose.mongo.MongoNetworkError('connection closed'); // stored, and then the line broke
    return answer;
  });
  await expect(get(IngestService).run(file, { sender: '示例单位' })).rejects.toThrow('connection closed');
  expect((await batches()).map((b) => [b.state, b.counts.accepted])).toEqual([['running', 500]]);
  cut.mockRestore();
  const told = jest.spyOn(get(PeopleService), 'standingChanged');
  const again = await get(IngestService).run(file, { sender: '示例单位' });
  expect([again.state, again.counts.known, again.counts.accepted]).toEqual(['complete', 1000, 200]);
  expect(told).toHaveBeenCalledTimes(3); // once a chunk, the two known ones among them
  expect(await db().collection('credit_records').countDocuments()).toBe(1200);
});
test('a row kept aside and mended in the data around it enters by the next run, and is no longer kept aside', async () => {
  const file = path.join(dir, 'consent.csv');
  fs.writeFileSync(
    file,
    '承诺人,证件号码,承诺类型,承诺事项,承诺日期,履行状态,受理单位\n示自然,120116199003072013,通用守信承诺,守法守信,2026-05-01,履行中,示例中心\n',
  );
  expect((await get(IngestService).run(file, { sender: '示例单位' })).byReason).toEqual({ consent_missing: 1 });
  jest.spyOn(get(PeopleService), 'optedIn').mockImplementation(async (hashes) => new Set(hashes));
  expect((await get(IngestService).run(file, { sender: '示例单位' })).counts).toMatchObject({ accepted: 1, quarantined: 0 });
  expect(await db().collection('ingest_quarantine').countDocuments({ file: 'consent.csv' })).toBe(0);
});
test('every reason says what, why and the way out, and leaves nothing to fill in', () => {
  const details = { limit: '1 MB', rows: 30, fields: '甲', line: 3, sheet: '甲', detail: '甲', count: 9, expected: 8, value: '甲', subject: '自然人' };
  for (const code of Object.keys(REASONS) as ReasonCode[]) {
    const { what, way } = say({ code, field: '甲列', details });
    expect([code, /[{}]/.test(what + way), what.length > 4, way.length > 3]).toEqual([code, false, true, true]);
    expect(what + way).not.toMatch(/[！!]|您/);
  }
});
