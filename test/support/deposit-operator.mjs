// An operator of 免押 as one would write it: a page of its own that sends people to ours, a server that exchanges the code and reports uses. It knows
// nothing but the public API and its own key.
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { partnerClient } from './partner.mjs';

const random = (bytes) => randomBytes(bytes).toString('base64url');
/** A new question of one person: what the operator's app keeps, and what it sends along. */
export function newQuestion({ client, redirect }) {
  const verifier = random(32);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { verifier, ask: { client, redirect, state: random(16), challenge, method: 'S256' } };
}
/** Its server's side: `exchange` a code, `start` and `end` a use. Each throws the refusal's code. */
export async function operatorServer(s, client) {
  const partner = await partnerClient(s, client);
  const told = ({ status, body }) => {
    if (status !== 200) throw new Error(body.code);
    return body;
  };
  const post = async (path, body, options) => told(await partner.post(`/api/partner/v1/deposit/${path}`, body, options));
  const now = async () => (s.clock ? await s.clock.now() : new Date().toISOString());
  return {
    exchange: ({ verifier, ask }, code) => post('exchanges', { code, redirect: ask.redirect, verifier }, { idempotencyKey: true }),
    start: async (authorisation, order) => (await post('orders', { authorisation, order, startedAt: await now() })).verdict,
    end: async (order) => post('order-ends', { order, endedAt: await now(), depositReleased: true }),
  };
}
/** The whole operator with a page: 免押用车 leads to ours, and the way back says how it is. Answers { url, authorisation(), server, stop() }. */
export async function depositOperator(s, client) {
  const server = await operatorServer(s, client);
  let question;
  let authorisation;
  const page = (res, text) =>
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><html lang="zh-CN"><body>${text}</body></html>`);
  const answer = async (req, res) => {
    const url = new URL(req.url, 'http://127.0.0.1');
    if (url.pathname === '/return') {
      if (url.searchParams.get('state') !== question?.ask.state) return page(res, '<p>来路不对</p>');
      if (url.searchParams.has('error')) return page(res, '<p>押金 199.00 元</p>');
      const told = await server.exchange(question, url.searchParams.get('code'));
      authorisation = told.authorisation;
      return page(res, `<p>${told.verdict === 'yes' ? '已免押，可以开锁' : '押金 199.00 元'}</p>`);
    }
    if (url.pathname !== '/') return res.writeHead(404).end(); // a browser asks for an icon too
    question = newQuestion({ client, redirect: `http://127.0.0.1:${http.address().port}/return` });
    return page(res, `<a href="${s.url}/#/packages/mobility/authorise/index?${new URLSearchParams(question.ask)}">免押用车</a>`);
  };
  const http = createServer((req, res) => answer(req, res).catch((e) => page(res, `<p>${e.message}</p>`)));
  await new Promise((ok) => http.listen(0, '127.0.0.1', ok));
  return { url: `http://127.0.0.1:${http.address().port}`, authorisation: () => authorisation, server, stop: () => new Promise((ok) => http.close(ok)) };
}
