import type { Endpoint, ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import {
  createParamDecorator,
  type ExecutionContext,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SerializeOptions,
  SetMetadata,
  type StreamableFile,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { ContextOf, RequestContext } from './context.js';

export const ENDPOINT = 'endpoint';
/** A file endpoint's handler answers `fileReply(…)`, any other the reply of the contract. */
type Answer<E extends Endpoint> = E extends { file: string } ? StreamableFile : ReplyOf<E>;
type Handler<E extends Endpoint> = (input: ParsedOf<E>, context: ContextOf<E>) => Promise<Answer<E>>;
/** Set by the guard, the first of ours to see a request. */
export type ContextualRequest = FastifyRequest & { context_?: RequestContext /** The bytes as they came, where a body came. */; rawBody?: Buffer };

const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { params, query, body } = context.switchToHttp().getRequest<FastifyRequest>();
  return { params, query, body };
});
const Context = createParamDecorator((_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<ContextualRequest>().context_);

/**
 * Binds a controller method to one row of the contract: method, path, input schema (argument 0, parsed), request context with the
 * actor (argument 1), reply schema. A signature that does not fit the row does not compile.
 */
export function Handle<const E extends Endpoint>(endpoint: E) {
  const body = endpoint.upload ? z.instanceof(Uint8Array) : (endpoint.body ?? z.unknown());
  const input = z.object({ params: endpoint.params ?? z.unknown(), query: endpoint.query ?? z.unknown(), body });
  const decorators = [
    RequestMapping({ method: RequestMethod[endpoint.method], path: endpoint.path }),
    HttpCode(200),
    ...(endpoint.file ? [] : [SerializeOptions({ schema: endpoint.reply })]),
    SetMetadata(ENDPOINT, endpoint),
  ];
  return <F extends Handler<E>>(target: object, key: string, descriptor: TypedPropertyDescriptor<F>): void => {
    for (const d of decorators) d(target, key, descriptor);
    Input({ schema: input })(target, key, 0);
    // a pipe-free parameter: the context is ours, not the caller's
    Context({ schema: z.unknown() })(target, key, 1);
  };
}
