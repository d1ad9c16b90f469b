import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { isDuplicateKey, isOutage } from './mongo-errors.js';

// What a database that stops really throws at each kind of command, provoked by the server's own fail points where it has them.
let connection: Connection;
const docs = () => connection.collection<{ _id: string; n: number }>('docs');
const caught = async (p: Promise<unknown>): Promise<unknown> => {
  try {
    await p;
  } catch (e) {
    return e;
  }
  throw new Error('nothing was refused');
};
beforeAll(async () => {
  connection = await mongoose.createConnection((process.env.TEST_MONGO ?? '').replace('/DB', `/t_errors_${process.env.JEST_WORKER_ID}`)).asPromise();
  await docs().insertOne({ _id: 'a', n: 1 });
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

test('a batch is an outage when it was cut or is not known to be durable, and is none when documents were refused', async () => {
  const cut = new mongoose.mongo.MongoBulkWriteError(new mongoose.mongo.MongoNetworkError('connection closed') as never, {} as never);
  expect(isOutage(cut)).toBe(true);
  const refused = await caught(docs().insertMany([{ _id: 'a', n: 2 }], { ordered: false }));
  expect([isOutage(refused), isDuplicateKey(refused)]).toEqual([false, true]);
  // one member cannot hold what two must hold
  const undurable = await caught(docs().insertMany([{ _id: 'b', n: 1 }], { writeConcern: { w: 2, wtimeoutMS: 50 } }));
  expect(isOutage(undurable)).toBe(true);
});
test('a command that ran out of its time is an outage; one that was wrong is none', async () => {
  expect(isOutage(await caught(docs().find({ $where: 'sleep(200) || true' }, { maxTimeMS: 10 }).toArray()))).toBe(true);
  expect(
    isOutage(
      await caught(
        docs()
          .find({ $nonsense: 1 } as never)
          .toArray(),
      ),
    ),
  ).toBe(false);
  expect(isOutage(await caught(docs().insertOne({ _id: 'a', n: 2 })))).toBe(false);
});
test.each([43, 91, 133, 189, 211, 10107, 11600, 11602])('the bare code %i of a member that stops, steps down or has just begun is an outage', (code) => {
  expect(isOutage(new mongoose.mongo.MongoServerError({ message: 'stopping', code }))).toBe(true);
});
test('a socket that the other side has ended, or that is reset, is an outage', async () => {
  const server = net.createServer((s) => s.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = net.connect((server.address() as AddressInfo).port, '127.0.0.1').resume();
  await once(socket, 'end');
  const refused = await new Promise<unknown>((say) => {
    socket.on('error', () => undefined); // the same one comes here as well
    socket.write('late', say);
  });
  server.close();
  expect(refused).toMatchObject({ code: 'EPIPE' });
  expect(refused).not.toHaveProperty('syscall');
  expect(isOutage(refused)).toBe(true);
  expect(isOutage(Object.assign(new Error('read'), { code: 'ECONNRESET', syscall: 'read' }))).toBe(true);
  expect(isOutage(Object.assign(new Error('another'), { code: 'ERR_ASSERTION' }))).toBe(false);
});
