import { ENDPOINTS, ERRORS, type ErrorBody, type ErrorCode } from '@binhai/shared';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from './app-error.js';

const BY_STATUS: Partial<Record<number, ErrorCode>> = {
  400: 'INVALID_INPUT',
  401: 'UNAUTHENTICATED',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_TYPE',
};
const ROUTES = ENDPOINTS.map((e) => ({ method: e.method, re: new RegExp(`^${e.path.replace(/:\w+/g, '[^/]+')}/?$`) }));
const allowed = (url: string) => ROUTES.filter((r) => r.re.test(url.split('?')[0] ?? '')).map((r) => r.method);

/** One envelope for every failure, whoever threw it: a service, the pipe, Nest's router, Fastify's body parser. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const req = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    let code = this.codeOf(error);
    if (req.is404) {
      // no route matched, whatever was thrown on the way (QUERY without a media type: 400)
      const methods = allowed(req.url);
      code = methods.length ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND';
      if (methods.length) void reply.header('allow', methods.join(', '));
    }
    if (code === 'INTERNAL') this.log.error(`${req.id} ${req.method} ${req.routeOptions?.url ?? '?'}`, error instanceof Error ? error.stack : String(error));
    const fields = error instanceof AppError ? error.fields : undefined;
    const body: ErrorBody = { code, message: ERRORS[code].say, ...(fields && { fields }), requestId: String(req.id) };
    void reply.status(ERRORS[code].http).send(body);
  }

  private codeOf(error: unknown): ErrorCode {
    if (error instanceof AppError) return error.code;
    const status = error instanceof HttpException ? error.getStatus() : Number((error as { statusCode?: unknown } | null)?.statusCode);
    return BY_STATUS[status] ?? 'INTERNAL';
  }
}
