import { type Deprecation, type Endpoint, ErrorBody, errorsOf } from '@binhai/shared/contract/http';
import { ENDPOINTS } from '@binhai/shared/contract/table';
import { ERRORS } from '@binhai/shared/errors';
import * as z from 'zod/mini';

type Json = Record<string, unknown>;
/** `input` for what callers send, `output` for what they get; `$schema` belongs to the root only. */
const schema = (s: z.ZodMiniType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(s, { target: 'draft-2020-12', io, unrepresentable: 'throw' }) as Json;
  return rest;
};
const parameters = (s: Endpoint['params'], where: 'path' | 'query') => {
  if (!s) return [];
  const { properties = {}, required = [] } = schema(s, 'input') as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, value]) => ({ name, in: where, required: where === 'path' || required.includes(name), schema: value }));
};
const json = (value: Json) => ({ content: { 'application/json': { schema: value } } });

const SECURITY = {
  token: { type: 'http', scheme: 'bearer' },
  partnerSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'Signature',
    description:
      'HTTP Message Signatures (RFC 9421), Ed25519. Signature-Input covers "@method", "@path" and "@query" (or "@target-uri"), "content-digest" when there is a body, "idempotency-key" when it is sent, with the parameters created (within 300 s), keyid and nonce (once). See docs/partner-api.md.',
  },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'One key a deed, chosen by the caller and covered by the signature. The same key and body again within 48 hours gets the first reply and has no second effect; the same key with another body is 409. A refusal is not remembered.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
};
const headerOf = (name: string, description: string): Json => ({ [name]: { description, schema: { type: 'string' } } });
/** What each answer of a deprecated endpoint carries. */
const LEAVING = { ...headerOf('Deprecation', 'RFC 9745'), ...headerOf('Sunset', 'RFC 8594'), ...headerOf('Link', 'RFC 8288: successor-version') };
const leaving = ({ since, sunset, successor }: Deprecation): Json => ({
  deprecated: true,
  description: `Deprecated since ${since}, answers until ${sunset}. Call ${successor.replace(/:(\w+)/g, '{$1}')} instead.`,
});

/** OpenAPI 3.1 from the contract table; nothing is written by hand. */
export function openApi(endpoints: readonly Endpoint[] = ENDPOINTS): Json {
  const paths: Record<string, Json> = {};
  for (const e of endpoints) {
    const codes = new Map<number, string[]>();
    for (const c of errorsOf(e)) codes.set(ERRORS[c].http, [...(codes.get(ERRORS[c].http) ?? []), c]);
    const path = e.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][e.method.toLowerCase()] = {
      operationId: e.id,
      summary: e.summary,
      ...(e.deprecated && leaving(e.deprecated)),
      tags: [e.id.split('.')[0]],
      security: e.who === 'public' ? [] : [e.who === 'partner' ? { partnerSignature: [] } : { token: [] }],
      parameters: [...parameters(e.params, 'path'), ...parameters(e.query, 'query'), ...(e.idempotent ? [IDEMPOTENCY_KEY] : [])],
      ...(e.upload && { requestBody: { required: true, content: { 'application/octet-stream': {} } } }),
      ...(e.body && { requestBody: { required: true, ...json(schema(e.body, 'input')) } }),
      responses: {
        200: { description: 'OK', ...(e.deprecated && { headers: LEAVING }), ...(e.file ? { content: { [e.file]: {} } } : json(schema(e.reply, 'output'))) },
        ...Object.fromEntries([...codes].map(([status, list]) => [status, { description: list.join(', '), ...json({ $ref: '#/components/schemas/Error' }) }])),
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: '诚信滨海', version: '1' },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: { Error: schema(ErrorBody, 'output') }, securitySchemes: SECURITY },
  };
}
