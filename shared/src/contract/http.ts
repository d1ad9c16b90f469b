import * as z from 'zod/mini';
import { ERROR_CODES, type ErrorCode } from '../errors.js';

export type Who = 'public' | 'resident';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Schema = z.ZodMiniType;
type Fields = z.ZodMiniObject;

/** One row of the contract. The schema objects are the ones both sides use; `reply` must be an object, never an array. */
export interface Endpoint {
  readonly id: string;
  readonly method: Method;
  readonly path: `/api/${string}`; // path parameters as :name, each a key of `params`
  readonly who: Who;
  readonly summary: string;
  readonly params?: Fields;
  readonly query?: Fields;
  readonly body?: Fields;
  readonly reply: Fields;
  readonly errors: readonly ErrorCode[];
}
export const defineEndpoint = <const E extends Endpoint>(e: E): E => e;

type Part<E, K extends 'params' | 'query' | 'body', IO extends 'in' | 'out'> = E extends { [P in K]: infer S extends Schema }
  ? { [P in K]: IO extends 'in' ? z.input<S> : z.output<S> }
  : unknown;
/** What a caller passes, and what a handler gets once it was parsed. */
export type InputOf<E extends Endpoint> = Part<E, 'params', 'in'> & Part<E, 'query', 'in'> & Part<E, 'body', 'in'>;
export type ParsedOf<E extends Endpoint> = Part<E, 'params', 'out'> & Part<E, 'query', 'out'> & Part<E, 'body', 'out'>;
export type ReplyOf<E extends Endpoint> = z.output<E['reply']>;

export const ErrorBody = z.object({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  fields: z.optional(z.array(z.object({ path: z.string(), message: z.string() }))),
  requestId: z.string(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
