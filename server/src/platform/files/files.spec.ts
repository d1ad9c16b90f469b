import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { Clock } from '../clock.js';
import { Jobs } from '../jobs/jobs.service.js';
import { dispositionOf } from './file-reply.js';
import { Files, FileTooLarge, type NewFile } from './files.service.js';

let t: TestApp;
beforeAll(async () => {
  t = await testApp('files');
});
afterAll(() => t?.close());
const files = () => t.app.get(Files, { strict: false });
const clock = () => t.app.get(Clock);
const collection = (name: string) =>
  t.app.get<Connection>(getConnectionToken()).collection<{ _id: string; files_id: string; uploadDate: Date; data: { buffer: Buffer } }>(name);
async function* parts(...of: Uint8Array[]) {
  yield* of;
}
const like = (more: Partial<NewFile> = {}): NewFile => ({
  purpose: 'report',
  owner: 'p1',
  name: '信用报告.pdf',
  mediaType: 'application/pdf',
  expiresAt: new Date(clock().ms() + 3_600_000),
  most: 2_000_000,
  ...more,
});
const left = async (id: string) => [
  await collection('file_blobs.files').countDocuments({ _id: id }),
  await collection('file_blobs.chunks').countDocuments({ files_id: id }),
];

test('what went in comes out, byte for byte, over several chunks', async () => {
  const whole = randomBytes(700_001);
  const file = await files().put(parts(whole.subarray(0, 3), whole.subarray(3)), like());
  expect([file.size, file.sha256]).toEqual([whole.length, createHash('sha256').update(whole).digest('hex')]);
  expect((await buffer(files().open(file))).equals(whole)).toBe(true);
  expect((await left(file._id))[1]).toBeGreaterThan(2);
});
test('an empty one too', async () => {
  const file = await files().put(parts(), like());
  expect([file.size, (await buffer(files().open(file))).length]).toEqual([0, 0]);
});
test('at rest nothing of it can be read', async () => {
  const file = await files().put(parts(Buffer.from('李示例宁'.repeat(100))), like());
  const [chunk] = await collection('file_blobs.chunks').find({ files_id: file._id }).toArray();
  expect(chunk?.data.buffer.includes(Buffer.from('李示例宁'))).toBe(false);
});
test('its owner finds it, until its end; nobody else ever', async () => {
  const file = await files().put(parts(Buffer.from('示例')), like());
  expect(await files().find(file._id, 'p1')).toMatchObject({ _id: file._id });
  for (const other of ['p2', null]) expect(await files().find(file._id, other)).toBeNull();
  clock().set(file.expiresAt);
  expect(await files().find(file._id, 'p1')).toBeNull();
  clock().set(null);
});
test('too large: refused, and nothing of it stays', async () => {
  const before = await collection('file_blobs.chunks').countDocuments();
  await expect(files().put(parts(randomBytes(300_000), randomBytes(300_000)), like({ most: 500_000 }))).rejects.toBeInstanceOf(FileTooLarge);
  expect(await collection('file_blobs.chunks').countDocuments()).toBe(before);
});
test('a source that breaks leaves nothing', async () => {
  const before = await collection('files').countDocuments();
  const broken = async function* () {
    yield randomBytes(300_000);
    throw new Error('broken');
  };
  await expect(files().put(broken(), like())).rejects.toThrow('broken');
  expect(await collection('files').countDocuments()).toBe(before);
});
test('altered at rest: the stream fails at its end', async () => {
  const file = await files().put(parts(randomBytes(1000)), like());
  const [chunk] = await collection('file_blobs.chunks').find({ files_id: file._id }).toArray();
  const data = Buffer.from(chunk?.data.buffer ?? []);
  data[7] = (data[7] ?? 0) ^ 1;
  await collection('file_blobs.chunks').updateOne({ files_id: file._id }, { $set: { data: data as never } });
  await expect(buffer(files().open(file))).rejects.toThrow();
});
describe('what goes', () => {
  test('one, with its bytes', async () => {
    const file = await files().put(parts(Buffer.from('示例')), like());
    await files().remove(file._id);
    expect([await files().find(file._id, 'p1'), ...(await left(file._id))]).toEqual([null, 0, 0]);
  });
  test('all of a person, or of one purpose', async () => {
    for (const purpose of ['report', 'report', 'export']) await files().put(parts(Buffer.from('示例')), like({ owner: 'p9', purpose }));
    expect([await files().removeOf('p9', 'report'), await files().removeOf('p9'), await files().removeOf('p9')]).toEqual([2, 1, 0]);
  });
  test('past their end, and what a killed put left, by the hourly sweep; nothing else', async () => {
    const day = new Date(clock().ms() + 86_400_000);
    const kept = await files().put(parts(Buffer.from('1')), like({ expiresAt: new Date(day.getTime() + 3_600_000) }));
    const past = await files().put(parts(Buffer.from('2')), like());
    const cut = await files().put(parts(Buffer.from('3')), like({ expiresAt: kept.expiresAt }));
    // as a kill −9 leaves it: chunks, no blob document, and the hour that a put may take
    await collection('files').updateOne({ _id: cut._id }, { $set: { whole: false, expiresAt: past.expiresAt } });
    await collection('file_blobs.files').deleteOne({ _id: cut._id });
    expect([await files().find(cut._id, 'p1'), (await left(cut._id))[1]]).toEqual([null, 1]);
    clock().set(day);
    await t.app.get(Jobs, { strict: false }).drain();
    clock().set(null);
    expect([await left(kept._id), await left(past._id), await left(cut._id)]).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
  });
});
test('the name on the way out, whatever is in it', () => {
  expect(dispositionOf('信用报告 (1).pdf')).toBe(`attachment; filename="____ (1).pdf"; filename*=UTF-8''%E4%BF%A1%E7%94%A8%E6%8A%A5%E5%91%8A%20%281%29.pdf`);
  expect(dispositionOf('a"b\r\nc\\d%.pdf')).toContain('filename="a_b__c_d_.pdf"');
});
