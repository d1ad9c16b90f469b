import { createHash, createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { callJson } from './http-json.js';
import { PortDown } from './port-down.js';

export interface Tc3Target {
  /** Base address, e.g. https://sms.tencentcloudapi.com. */
  readonly api: string;
  readonly service: string;
  readonly version: string;
  readonly region: string;
  readonly secretId: string;
  readonly secretKey: string;
}
const Envelope = z.object({ Response: z.looseObject({ Error: z.optional(z.object({ Code: z.string() })) }) });
const TYPE = 'application/json; charset=utf-8';
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text, 'utf8').digest();

/** The headers of Tencent Cloud's signature TC3-HMAC-SHA256 (API 3.0, POST, JSON). */
export function tc3Headers(t: Tc3Target, action: string, body: string, atSeconds: number): Record<string, string> {
  const date = new Date(atSeconds * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${t.service}/tc3_request`;
  const { host } = new URL(t.api);
  const signed = 'content-type;host';
  const canonical = ['POST', '/', '', `content-type:${TYPE}\nhost:${host}\n`, signed, sha256(body)].join('\n');
  const text = ['TC3-HMAC-SHA256', String(atSeconds), scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(`TC3${t.secretKey}`, date), t.service), 'tc3_request');
  return {
    authorization: `TC3-HMAC-SHA256 Credential=${t.secretId}/${scope}, SignedHeaders=${signed}, Signature=${hmac(key, text).toString('hex')}`,
    'content-type': TYPE,
    'x-tc-action': action,
    'x-tc-timestamp': String(atSeconds),
    'x-tc-version': t.version,
    ...(t.region && { 'x-tc-region': t.region }),
  };
}
/** One call of Tencent Cloud's API 3.0. @throws PortDown, with the service's own error code as reason */
export async function callTc3(port: string, t: Tc3Target, action: string, input: object, atMs: number): Promise<Record<string, unknown>> {
  const body = JSON.stringify(input);
  const answer = Envelope.safeParse(await callJson(port, `${t.api}/`, { method: 'POST', body, headers: tc3Headers(t, action, body, Math.floor(atMs / 1000)) }));
  if (!answer.success) throw new PortDown(port, 'unexpected reply');
  const { Error: refused, ...rest } = answer.data.Response;
  if (refused) throw new PortDown(port, refused.Code);
  return rest;
}
