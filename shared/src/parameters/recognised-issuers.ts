import * as z from 'zod/mini';
import { GRADES } from '../rules/grade.js';

/** 京津冀: the divisions whose certificates may be listed (plan 三（八）, product C7). */
export const RECOGNISED_AREAS = { '110000': '北京市', '120000': '天津市', '130000': '河北省' } as const;
export type RecognisedArea = keyof typeof RECOGNISED_AREAS;
const Area = z.enum(['110000', '120000', '130000']);

const Day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const Coordinate = z.string().check(z.regex(/^[\w-]{43}$/, '公钥不对'));
/** One signing key of an issuer, by key id; a new one is listed beside the old until the last certificate of the old has run out. */
export const IssuerKey = z.strictObject({
  kid: z.string().check(z.regex(/^[\w.-]{1,64}$/, '公钥名字不对')),
  /** ES256, as RFC 7517 writes it. */
  jwk: z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: Coordinate, y: Coordinate }),
  /** First and last day on which a signature of this key is taken; null: until it is taken off the list. */
  from: Day,
  until: z.nullable(Day),
});
/** A kind of certificate (`vct`) and the grade of ours that it stands in for: recognition only ever opens an offer (domain section 7). */
const Kind = z.strictObject({
  vct: z.string().check(z.minLength(1), z.maxLength(120)),
  title: z.string().check(z.minLength(1), z.maxLength(30)),
  meets: z.enum(GRADES),
});
/** https, or this machine in the sandbox. */
const Address = z.string().check(z.maxLength(200), z.regex(/^(https:\/\/[\w.-]+|http:\/\/127\.0\.0\.1:\d+)(:\d+)?\/[\w./-]*$/, '地址要以 https 开头'));
export const RecognisedIssuer = z.strictObject({
  /** `iss` of its certificates. */
  id: z.string().check(z.minLength(3), z.maxLength(120)),
  name: z.string().check(z.minLength(2), z.maxLength(60)),
  area: Area,
  /** Where its status list is (IETF Token Status List); the only address that is ever asked, whatever a certificate names. */
  statusList: Address,
  kinds: z.array(Kind).check(z.minLength(1), z.maxLength(10)),
  keys: z.array(IssuerKey).check(z.minLength(1), z.maxLength(10)),
});
export type RecognisedIssuer = z.infer<typeof RecognisedIssuer>;
export type IssuerKey = z.infer<typeof IssuerKey>;

/** Whose certificates count here. An issuer that is left out of the next version is no longer taken. */
export const RecognisedIssuers = z.strictObject({
  issuers: z.array(RecognisedIssuer).check(
    z.maxLength(50),
    z.refine((all) => new Set(all.map((i) => i.id)).size === all.length, '同一家机构写了两次'),
    z.refine((all) => all.every((i) => new Set(i.keys.map((k) => k.kid)).size === i.keys.length), '同一家机构的公钥名字重复'),
  ),
});
export type RecognisedIssuers = z.infer<typeof RecognisedIssuers>;

/** None until an agreement names one: recognition begins by a decision of two people, not by a release. */
export const RECOGNISED_ISSUERS_2026: RecognisedIssuers = { issuers: [] };
