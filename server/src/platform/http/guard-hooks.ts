import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.js';
import { AppError } from '../app-error.js';
import type { Log } from '../log.js';
import { FloodLimit } from './flood.js';
import { LoadGuard } from './load.js';
import { API_HEADERS, SECURITY_HEADERS } from './security-headers.js';

const HEALTH = '/api/health';
const uttered = new WeakMap<FastifyRequest, string>();
/** The error filter tells which code a request ended with, for its line in the log. */
export const noteCode = (req: FastifyRequest, code: string): void => void uttered.set(req, code);
/** The pattern, never the address: that may hold what somebody typed (known trouble PRV-2). */
export const routeOf = (req: FastifyRequest): string => (req.is404 ? 'none' : `${req.method} ${req.routeOptions.url ?? 'none'}`);
/** WeChat names JSON as the type of every request it sends, one that has no body too; read as JSON, nothing is malformed. */
function dropTypeOfNothing({ method, headers }: FastifyRequest): void {
  if (method === 'DELETE' && !headers['transfer-encoding'] && Number(headers['content-length'] ?? 0) === 0) delete headers['content-type'];
}
const isApi = (req: FastifyRequest) => req.url.startsWith('/api/');

/** Before anything else sees a request: headers, flood, load; after it: one line in the log. Answers the guard, for shutting down. */
export function addGuardHooks(fastify: FastifyInstance, config: Config, log: Log): LoadGuard {
  const flood = new FloodLimit(config.FLOOD_LIMIT);
  const load = new LoadGuard(config.MAX_IN_FLIGHT);
  fastify.addHook('onRequest', (req: FastifyRequest, reply: FastifyReply, done) => {
    load.enter(reply.raw);
    dropTypeOfNothing(req);
    reply.headers(isApi(req) ? API_HEADERS : SECURITY_HEADERS);
    if (req.routeOptions.url === HEALTH) return done(); // whoever balances the load must be able to ask
    const wait = flood.take(req.ip);
    if (wait) return done(new AppError('flood_limited', { retryAfter: wait }));
    if (load.draining) reply.header('connection', 'close');
    if (load.overloaded) return done(new AppError('service_busy', { retryAfter: 2 }));
    done();
  });
  fastify.addHook('onResponse', (req, reply, done) => {
    const code = uttered.get(req);
    const line = { requestId: req.id, route: routeOf(req), status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10, ...(code && { code }) };
    if (isApi(req)) log.info(line, 'request');
    else log.debug(line, 'request');
    done();
  });
  fastify.addHook('onClose', async () => load.stop());
  return load;
}
