import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { openApi } from './openapi.js';
import { Clock } from './platform/clock.js';
import { newId } from './platform/id.js';
import { openTestPorts } from './platform/test-ports.js';

/** The whole HTTP application, not yet listening; `routes` lists "METHOD /path" of everything registered. */
export async function createApp(config: Config): Promise<{ app: NestFastifyApplication; routes: string[] }> {
  const trustProxy = config.TRUSTED_PROXIES ? config.TRUSTED_PROXIES.split(',').map((a) => a.trim()) : false;
  const adapter = new FastifyAdapter({ bodyLimit: 64 * 1024, trustProxy, genReqId: newId });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter, { logger: ['error', 'warn'] });
  const fastify = app.getHttpAdapter().getInstance();
  const routes: string[] = [];
  fastify.addHook('onRoute', (r) => {
    for (const m of [r.method].flat()) if (m !== 'HEAD') routes.push(`${m} ${r.url}`);
  });
  const doc = openApi();
  fastify.get('/api/openapi.json', async () => doc);
  await app.register(fastifyCookie);
  if (config.H5_DIR) await app.register(fastifyStatic, { root: config.H5_DIR, wildcard: false });
  await app.init();
  if (config.TEST_PORTS) openTestPorts(fastify, app.get(Clock)); // after init: only then is the error filter in place
  await fastify.ready();
  return { app, routes };
}
