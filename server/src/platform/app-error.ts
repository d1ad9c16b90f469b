import type { ErrorBody } from '@binhai/shared/contract/http';
import { ERRORS, type ErrorCode } from '@binhai/shared/errors';

interface Extra {
  readonly fields?: ErrorBody['fields'];
  /** Seconds. */
  readonly retryAfter?: number;
  readonly detail?: Record<string, string>;
}
/** The only way a service refuses: a code of the registry. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly extra: Extra = {},
  ) {
    super(ERRORS[code].say);
  }
}
