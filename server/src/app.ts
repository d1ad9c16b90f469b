import 'reflect-metadata';
import fastifyCookie from '@fastify/cookie';
import type { ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type pino from 'pino';
import { AppModule } from './app.module.js';
import type { Config } from './config.js';
import { openApi } from './openapi.js';
import { Clock } from './platform/clock.js';
import { addGuardHooks } from './platform/http/guard-hooks.js';
import type { LoadGuard } from './platform/http/load.js';
import { servePages } from './platform/http/pages.js';
import { uploadsOf } from './platform/http/uploads.js';
import { newId } from './platform/id.js';
import { createLog, type Log, NestLog } from './platform/log.js';
import { openTestPorts } from './platform/test-ports.js';

export interface App {
  readonly app: NestFastifyApplication;
  /** "METHOD /path" of everything registered. */
  readonly routes: readonly string[];
  readonly load: LoadGuard;
  readonly log: Log;
}
export interface AppOptions {
  /** Where the log goes; standard output by default. */
  readonly logTo?: pino.DestinationStream;
  /** Further modules, for specs that need an endpoint of their own. */
  readonly extra?: ModuleMetadata['imports'];
}
const BODY_LIMIT = 64 * 1024;
/** Beyond any address Node takes: a parameter that is no id is refused by its schema, in our envelope, never by the router in its own words. */
const MAX_PARAM_LENGTH = 64 * 1024;
/** Milliseconds: for a whole request to come in, for its headers, and for its handler to answer. */
const REQUEST_MS = 15_000;
const HEADERS_MS = 10_000;
const HANDLER_MS = 20_000;

/** The whole HTTP application, not yet listening. */
export async function createApp(config: Config, { logTo, extra = [] }: AppOptions = {}): Promise<App> {
  const log = createLog(config.LOG_LEVEL, logTo);
  const trustProxy = config.TRUSTED_PROXIES ? config.TRUSTED_PROXIES.split(',').map((a) => a.trim()) : false;
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    trustProxy,
    genReqId: newId,
    requestTimeout: REQUEST_MS,
    handlerTimeout: HANDLER_MS,
    http: { headersTimeout: HEADERS_MS },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config, log, extra), adapter, {
    logger: new NestLog(log),
    rawBody: true, // a partner's Content-Digest is of the bytes it sent
  });
  const fastify = app.getHttpAdapter().getInstance();
  const routes: string[] = [];
  fastify.addHook('onRoute', (r) => {
    for (const m of [r.method].flat()) if (m !== 'HEAD') routes.push(`${m} ${r.url}`);
  });
  uploadsOf(fastify);
  const load = addGuardHooks(fastify, config, log);
  await app.register(fastifyCookie);
  await app.init();
  // after init: only then is the error filter in place for routes of our own
  const doc = openApi();
  fastify.get('/api/openapi.json', async () => doc);
  if (config.TEST_PORTS) openTestPorts(fastify, app.get(Clock));
  if (config.H5_DIR) await servePages(app, config.H5_DIR);
  await fastify.ready();
  return { app, routes, load, log };
}
