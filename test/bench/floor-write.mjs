// The floor of a look on record: one document read and one written, durable on a majority, a request, and nothing else.
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { driver } from '../../scripts/lib/stack.mjs';

const client = await new (driver().MongoClient)(process.env.MONGODB_URI, { maxPoolSize: 64 }).connect();
const vouchers = client.db().collection('vouchers');
const looks = client.db().collection('bench_looks');
const server = http.createServer(async (req, res) => {
  const voucher = await vouchers.findOne({ _id: req.url.slice(1) }, { projection: { codeId: 1, person: 1, kid: 1 } });
  const look = { _id: randomUUID(), subject: voucher.person, at: new Date(), kind: 'self', actor: voucher.person, organisationId: null };
  await looks.insertOne({ ...look, purpose: 'own_perks', basis: '本人', items: ['券码密钥'] }, { writeConcern: { w: 'majority' } });
  const body = JSON.stringify(voucher);
  res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  res.end(body);
});
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on('disconnect', () => process.exit(0));
