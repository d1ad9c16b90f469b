import type { ErrorBody, Method } from '@binhai/shared/contract/http';
import { ENDPOINTS } from '@binhai/shared/contract/table';
import { ERRORS, type ErrorCode } from '@binhai/shared/errors';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { AppError } from './app-error.js';
import { CodesSeen } from './http/codes-seen.js';
import { noteCode, routeOf } from './http/guard-hooks.js';
import { LOG, type Log, noteOf } from './log.js';
import { isOutage } from './mongo-errors.js';

const BY_STATUS: Partial<Record<number, ErrorCode>> = {
  400: 'input_invalid',
  401: 'auth_token_invalid',
  404: 'path_unknown',
  405: 'method_unsupported',
  413: 'body_too_large',
  415: 'media_unsupported',
  429: 'flood_limited',
  503: 'service_busy',
};
const ROUTES = ENDPOINTS.map((e) => ({ method: e.method, re: new RegExp(`^${e.path.replace(/:\w+/g, '[^/]+')}/?$`) }));
const allowed = (url: string) => ROUTES.filter((r) => r.re.test(url.split('?')[0] ?? '')).map((r) => r.method);
/** One envelope for every failure, whoever threw it: a service, the pipe, Nest's router, Fastify's body parser. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly seen: CodesSeen | undefined;

  constructor(
    @Inject(LOG) private readonly log: Log,
    @Inject(CONFIG) config: Config,
  ) {
    if (config.TEST_PORTS && config.TEST_CODES_DIR) this.seen = new CodesSeen(config.TEST_CODES_DIR);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const req = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    let code = this.codeOf(error);
    if (req.is404 && !(error instanceof AppError)) {
      // no route matched, whatever was thrown on the way (QUERY without a media type: 400)
      const methods = allowed(req.url);
      const other = methods.length > 0 && !methods.includes(req.method as Method); // the same method: a parameter longer than the router takes
      code = other ? 'method_unsupported' : 'path_unknown';
      if (other) void reply.header('allow', methods.join(', '));
    }
    noteCode(req, code);
    this.seen?.add(routeOf(req), code);
    if (ERRORS[code].http >= 500 && !(error instanceof AppError))
      this.log[isOutage(error) ? 'warn' : 'error']({ requestId: req.id, step: routeOf(req), code, error: noteOf(error) }, 'request failed');
    const { fields, retryAfter, detail } = error instanceof AppError ? error.extra : {};
    const { http, say, way, retry } = ERRORS[code];
    if (retryAfter !== undefined) void reply.header('retry-after', String(Math.ceil(retryAfter)));
    const body: ErrorBody = {
      code,
      message: say,
      way,
      retryable: retry,
      ...(fields && { fields }),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(detail && { detail }),
      requestId: String(req.id),
    };
    void reply.status(http).send(body);
  }

  private codeOf(error: unknown): ErrorCode {
    if (error instanceof AppError) return error.code;
    if (isOutage(error)) return 'service_busy';
    const status = error instanceof HttpException ? error.getStatus() : Number((error as { statusCode?: unknown } | null)?.statusCode);
    return BY_STATUS[status] ?? 'service_failed';
  }
}
