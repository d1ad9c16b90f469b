// A small server that speaks WeChat's GET /sns/jscode2session: for tests, and for a sandbox with WECHAT_API=http://127.0.0.1:PORT.
//   code sandbox-<n>[-anything]   openid of user n, once; the second time 40163 (used before), as WeChat does
//   code error-<errcode>          that errcode, e.g. error-40029, error-45011, error--1
//   code status-500 · hang · not-json
import http from 'node:http';

const WORDS = { 40029: 'invalid code', 40163: 'code been used', 45011: 'api minute-quota reach limit', 40226: 'code blocked', '-1': 'system error' };

/** @returns base address, the calls so far (codes only), and an end */
export async function wechatServer({ appid = 'wx-example', secret = 'example-secret', port = 0, delay = 0 } = {}) {
  const calls = [];
  const spent = new Set();
  const answer = (code) => {
    const errcode = /^error-(-?\d+)$/.exec(code)?.[1];
    if (errcode) return { errcode: Number(errcode), errmsg: WORDS[errcode] ?? 'error' };
    const n = /^sandbox-(\d{1,6})(?:-[\w-]+)?$/.exec(code)?.[1];
    if (!n) return { errcode: 40029, errmsg: WORDS[40029] };
    if (spent.has(code)) return { errcode: 40163, errmsg: WORDS[40163] };
    spent.add(code);
    return { openid: `o-example-${n}`, session_key: 'c2Vzc2lvbi1rZXktb2YtdGhlLWV4YW1wbGU=', unionid: `u-example-${n}` };
  };
  const server = http.createServer(async (req, res) => {
    const url = new URL(req.url ?? '', 'http://localhost');
    const q = url.searchParams;
    const code = q.get('js_code') ?? '';
    calls.push(code);
    if (delay) await new Promise((r) => setTimeout(r, delay));
    if (url.pathname !== '/sns/jscode2session') return res.writeHead(404).end();
    if (code === 'hang') return undefined;
    if (code === 'status-500') return res.writeHead(500).end(`error for ${req.url}`);
    if (code === 'not-json') return res.end(`<html>${req.url}</html>`);
    const known = q.get('appid') === appid && q.get('secret') === secret && q.get('grant_type') === 'authorization_code';
    // WeChat answers 200 with text/plain, whatever happened
    return res.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(known ? answer(code) : { errcode: 40125, errmsg: 'invalid appsecret' }));
  });
  await new Promise((r) => server.listen(port, '127.0.0.1', () => r(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    appid,
    secret,
    calls,
    stop: () =>
      new Promise((r) => {
        server.close(() => r(undefined));
        server.closeAllConnections();
      }),
  };
}
