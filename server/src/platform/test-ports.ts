import { Instant } from '@binhai/shared/contract/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { AppError } from './app-error.js';
import type { Clock } from './clock.js';
import { armFault, disarmFaults, FAULT_ACTIONS } from './faults.js';
import { isLoopback } from './loopback.js';

const ClockBody = z.strictObject({ to: z.nullable(Instant) });
const FaultBody = z.union([
  z.strictObject({
    point: z.string().check(z.regex(/^[a-z_]+(\.[a-z_]+)+$/)),
    action: z.enum(FAULT_ACTIONS),
    times: z._default(z.int().check(z.minimum(0), z.maximum(1000)), 1),
  }),
  z.strictObject({ clear: z.literal(true) }),
]);
const parse = <S extends z.ZodMiniType>(schema: S, req: FastifyRequest): z.output<S> => {
  if (!isLoopback(req)) throw new AppError('path_unknown');
  const r = schema.safeParse(req.body);
  if (!r.success) throw new AppError('input_invalid', { fields: r.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message })) });
  return r.data;
};

/**
 * TEST_PORTS=1 only, loopback only, outside the contract. Each process has its own: whoever drives several posts to each.
 * POST /api/test/clock {to: ISO | null} · POST /api/test/faults {point, action, times} or {clear: true}
 */
export function openTestPorts(fastify: FastifyInstance, clock: Clock): void {
  fastify.post('/api/test/clock', async (req) => {
    const { to } = parse(ClockBody, req);
    clock.set(to === null ? null : new Date(to));
    return { now: clock.now().toISOString(), pid: process.pid };
  });
  fastify.post('/api/test/faults', async (req) => {
    const body = parse(FaultBody, req);
    if ('clear' in body) disarmFaults();
    else armFault(body.point, body.action, body.times);
    return { done: true, pid: process.pid };
  });
}
