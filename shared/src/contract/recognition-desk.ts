import * as z from 'zod/mini';
import { RecognisedIssuer } from '../parameters/recognised-issuers.js';
import { defineEndpoint, Instant, LocalDate } from './http.js';

/** The list of issuers whose certificates count (product C7): data, changed by two people. */
const Registry = z.object({
  issuers: z.array(RecognisedIssuer),
  version: z.int(),
  proposed: z.nullable(
    z.object({ issuers: z.array(RecognisedIssuer), reference: z.string(), from: LocalDate, by: z.string(), at: Instant, mine: z.boolean() }),
  ),
});
export type Registry = z.infer<typeof Registry>;
const OPERATOR = ['operator'] as const;
export const issuerRegistry = defineEndpoint({
  id: 'recognition.registry',
  method: 'GET',
  path: '/api/staff/issuers',
  who: ['operator', 'auditor'],
  summary: '互认名单的全文、公钥和等待批准的改动',
  reply: Registry,
  errors: [],
});
export const proposeIssuers = defineEndpoint({
  id: 'recognition.propose',
  method: 'POST',
  path: '/api/staff/issuers',
  who: OPERATOR,
  summary: '提出新的名单（加机构、换公钥、撤下）；另一位运营批准后生效',
  body: z.strictObject({
    version: z.int(),
    issuers: z.array(RecognisedIssuer).check(z.maxLength(50)),
    reference: z.string('请写明依据').check(z.minLength(4, '请写明依据'), z.maxLength(200)),
    from: LocalDate,
  }),
  reply: Registry,
  errors: ['recognition_changed', 'recognition_proposed', 'input_invalid'],
});
export const decideIssuers = defineEndpoint({
  id: 'recognition.decide',
  method: 'POST',
  path: '/api/staff/issuers/decision',
  who: OPERATOR,
  summary: '批准或退回另一位运营提出的名单',
  body: z.strictObject({ version: z.int(), approve: z.boolean() }),
  reply: Registry,
  errors: ['recognition_changed', 'recognition_nothing_proposed', 'recognition_same_person'],
});
