import { ERRORS, type ErrorBody, type ErrorCode } from '@binhai/shared';

export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly fields?: ErrorBody['fields'],
  ) {
    super(ERRORS[code].say);
  }
}
