import fs from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pagePolicy } from './security-headers.js';

/** Named by the hash of its contents: such a file never changes. */
const HASHED = /\.[0-9a-f]{8,}\.\w+$/;

/** The H5 build beside the API. `wildcard: false`, else its GET /* would answer before the API's 404 can. */
export async function servePages(app: NestFastifyApplication, dir: string): Promise<void> {
  const page = path.join(dir, 'index.html');
  const policy = pagePolicy(fs.existsSync(page) ? fs.readFileSync(page, 'utf8') : '');
  await app.register(fastifyStatic, {
    root: dir,
    wildcard: false,
    cacheControl: false,
    setHeaders(reply, file) {
      reply.header('cache-control', HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (file.endsWith('.html')) reply.header('content-security-policy', policy);
    },
  });
}
