import type { ErrorBody } from '@binhai/shared/contract/http';
import { ERRORS, type ErrorCode } from '@binhai/shared/errors';
import { CLIENT_ERRORS, type ClientErrorCode } from '../copy/common';

/**
 * A refusal: the server's, with a code of the registry, or this side's own (no network, no answer in time, cancelled, an answer nobody can read).
 * `sentence` and `wayOut` may be shown as they are; `requestId` is the number to quote on the phone.
 */
export class ApiError extends Error {
  readonly code: ErrorCode | ClientErrorCode;
  readonly sentence: string;
  readonly wayOut: string;
  readonly fields: ErrorBody['fields'];
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  /** Seconds until a retry can succeed, where the server knows. */
  readonly retryAfter: number | undefined;
  readonly detail: ErrorBody['detail'];

  constructor(cause: ErrorBody | ClientErrorCode) {
    const own = typeof cause === 'string';
    super(own ? CLIENT_ERRORS[cause].say : cause.message);
    this.name = 'ApiError';
    this.code = own ? cause : cause.code;
    this.sentence = this.message;
    this.wayOut = own ? CLIENT_ERRORS[cause].wayOut : cause.way;
    this.retryable = own ? CLIENT_ERRORS[cause].retryable : cause.retryable;
    this.fields = own ? undefined : cause.fields;
    this.requestId = own ? undefined : cause.requestId;
    this.retryAfter = own ? undefined : cause.retryAfter;
    this.detail = own ? undefined : cause.detail;
  }
  /** What the server says about one field of the body, by its path. */
  field(path: string): string | undefined {
    return this.fields?.find((f) => f.path === path)?.message;
  }
}
const isErrorBody = (v: unknown): v is ErrorBody => typeof v === 'object' && v !== null && 'code' in v && typeof v.code === 'string' && v.code in ERRORS;
/** The refusal in a reply's body; `unreadable` when something between us and the server answered in its place. */
export const refusalOf = (body: unknown): ApiError => new ApiError(isErrorBody(body) ? body : 'unreadable');
/** Whatever was thrown, as a refusal to show. A fault in our own code is thrown on: it is no refusal. */
export function asApiError(e: unknown): ApiError {
  if (e instanceof ApiError) return e;
  throw e;
}
