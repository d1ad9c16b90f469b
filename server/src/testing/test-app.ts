import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FILE_KINDS } from '@binhai/shared/contract/http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import mongoose from 'mongoose';
import { type AppOptions, createApp } from '../app.js';
import { type Config, readConfig } from '../config.js';
import { createKeysFile } from '../platform/keys.js';
import { migrate } from '../platform/migrations.js';

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly routes: readonly string[];
  readonly uri: string;
  /** A JSON request as a client sends it; a file comes back as its bytes. */
  send(
    method: string,
    url: string,
    options?: { body?: unknown; token?: string; headers?: Record<string, string> },
  ): Promise<{ status: number; body: unknown; headers: Record<string, unknown> }>;
  /** The same application once more, as a second process on the same database and keys would be. Close it first. */
  second(): Promise<TestApp>;
  close(): Promise<void>;
}

/** The whole application on an empty database of this jest worker's own; `name` keeps spec files apart. */
export async function testApp(name: string, env: NodeJS.ProcessEnv = {}, options: AppOptions = {}): Promise<TestApp> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'binhai-spec-'));
  const keys = path.join(dir, 'keys.json');
  createKeysFile(keys);
  const uri = (process.env.TEST_MONGO ?? '').replace('/DB', `/t_${name}_${process.env.JEST_WORKER_ID}`);
  await emptied(uri);
  const config = readConfig({
    MONGODB_URI: uri,
    KEYS_FILE: keys,
    NODE_ENV: 'test',
    SANDBOX: '1',
    TEST_PORTS: '1',
    LOG_LEVEL: 'warn',
    TEST_CODES_DIR: process.env.TEST_CODES_DIR,
    ...env,
  });
  const first = await open(config, options);
  await migrate(first.app);
  return {
    ...first,
    async close() {
      await first.close();
      await emptied(uri); // some 300 files each: those of all spec files together are more than one mongod may hold open
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
async function emptied(uri: string): Promise<void> {
  const db = await mongoose.createConnection(uri).asPromise();
  await db.dropDatabase();
  await db.close();
}
async function open(config: Config, options: AppOptions): Promise<TestApp> {
  const { app, routes } = await createApp(config, options);
  return {
    app,
    routes,
    uri: config.MONGODB_URI,
    async send(method, url, { body, token, headers } = {}) {
      const r = await app.inject({
        method: method as 'GET',
        url,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...(token && { authorization: `Bearer ${token}` }), ...headers },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const file = FILE_KINDS.some((kind) => String(r.headers['content-type']).startsWith(kind));
      return { status: r.statusCode, body: file ? r.rawPayload : r.body ? r.json() : null, headers: r.headers };
    },
    second: () => open(config, options),
    close: () => app.close(),
  };
}
