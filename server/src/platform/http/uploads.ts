import { ENDPOINTS } from '@binhai/shared/contract/table';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const TYPE = 'application/octet-stream';
const MOST = new Map<string, number>(
  ENDPOINTS.flatMap((e) => ('upload' in e && e.upload ? [[`${e.method} ${e.path}`, (e.upload as { most: number }).most] as const] : [])),
);

/** Endpoints that take a file's bytes: theirs alone is the larger limit, and nobody else's body may come as bytes. */
export function uploadsOf(fastify: ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>): void {
  fastify.addHook('onRoute', (r) => {
    const most = MOST.get(`${[r.method].flat()[0]} ${r.url}`);
    if (most !== undefined) r.bodyLimit = most;
  });
  fastify.addContentTypeParser(TYPE, { parseAs: 'buffer' }, (req, body, done) => {
    if (MOST.has(`${req.method} ${req.routeOptions.url}`)) done(null, body);
    else done(Object.assign(new Error('bytes are not taken here'), { statusCode: 415 }));
  });
}
