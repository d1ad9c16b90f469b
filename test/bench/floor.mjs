// The floor: what Node and the driver can do with one document a request, and nothing else. GET /<id> → the person, as JSON.
import http from 'node:http';
import { driver } from '../../scripts/lib/stack.mjs';

const client = await new (driver().MongoClient)(process.env.MONGODB_URI, { maxPoolSize: 8 }).connect();
const people = client.db().collection('people');
const server = http.createServer(async (req, res) => {
  const person = await people.findOne({ _id: req.url.slice(1) }, { projection: { epoch: 1, assurance: 1, standing: 1, sessions: 1 } });
  const body = JSON.stringify(person);
  res.writeHead(person ? 200 : 404, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  res.end(body);
});
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on('disconnect', () => process.exit(0));
