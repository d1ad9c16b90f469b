import * as z from 'zod/mini';

const Flag = z.pipe(
  z._default(z.enum(['0', '1']), '0'),
  z.transform((v) => v === '1'),
);
/** Base address without a slash at its end; plain http only for a stand-in on this machine. */
const Address = z._default(z.string().check(z.regex(/^(https:\/\/[^/]+|http:\/\/(127\.0\.0\.1|localhost)(:\d+)?)?$/, 'base address, https')), '');
const Config = z.object({
  NODE_ENV: z._default(z.enum(['production', 'development', 'test']), 'development'),
  PORT: z._default(z.coerce.number().check(z.int()), 3000),
  HOST: z._default(z.string(), '127.0.0.1'),
  MONGODB_URI: z.string('MONGODB_URI must be set'),
  /** JSON file with all secrets, made by `createKeysFile`; 0600. */
  KEYS_FILE: z.string('KEYS_FILE must be set'),
  SANDBOX: Flag,
  TEST_PORTS: Flag,
  /** Folder for the refusals uttered under TEST_PORTS; ignored without. */
  TEST_CODES_DIR: z.optional(z.string()),
  /** Where people reach the H5, for links on paper, without a slash at its end; empty: only the scanner of the app reads them. */
  PUBLIC_URL: Address,
  H5_DIR: z.optional(z.string()),
  LOG_LEVEL: z._default(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
  /** Comma-separated addresses whose X-Forwarded-For counts; default none. */
  TRUSTED_PROXIES: z._default(z.string(), ''),
  /** Requests of one address in ten seconds, in one process; 0 turns it off, which is the default under TEST_PORTS. */
  FLOOD_LIMIT: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 2000),
  /** Requests under way at once in one process; more get 503. */
  MAX_IN_FLIGHT: z._default(z.coerce.number().check(z.int(), z.minimum(1)), 1000),
  /** Lowest client version served, per target, e.g. 1.0.0. */
  CLIENT_FLOOR: z._default(z.string().check(z.regex(/^\d+\.\d+\.\d+$/)), '1.0.0'),
  /** How long a proof of the high level is fresh for what cannot be taken back. Long enough to read and sign, too short for a phone left lying. */
  STEP_UP_MINUTES: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(60)), 15),
  /** Base address of WeChat's server API (https://api.weixin.qq.com); empty: the sandbox's own, elsewhere no log-in by WeChat. */
  WECHAT_API: Address,
  WECHAT_APPID: z._default(z.string(), ''),
  WECHAT_SECRET: z._default(z.string(), ''),
  /** Tencent Cloud SMS (https://sms.tencentcloudapi.com); empty: the sandbox's outbox, elsewhere no codes. */
  SMS_API: Address,
  SMS_REGION: z._default(z.string(), 'ap-beijing'),
  SMS_SECRET_ID: z._default(z.string(), ''),
  SMS_SECRET_KEY: z._default(z.string(), ''),
  SMS_APP_ID: z._default(z.string(), ''),
  SMS_SIGN: z._default(z.string(), ''),
  SMS_TEMPLATE: z._default(z.string(), ''),
  /** Tencent Cloud FaceID (https://faceid.tencentcloudapi.com): name with number, and face; empty: the sandbox's own, elsewhere no real name. */
  IDENTITY_API: Address,
  IDENTITY_SECRET_ID: z._default(z.string(), ''),
  IDENTITY_SECRET_KEY: z._default(z.string(), ''),
  /** ClamAV's daemon, host:port; empty: the sandbox's own, elsewhere no uploads. */
  CLAMD: z._default(z.string().check(z.regex(/^([A-Za-z0-9.-]+:\d{1,5})?$/, 'host:port')), ''),
  /** Exchange of the city platform and 信用中国; empty: the sandbox's own, elsewhere hand-offs wait. */
  CREDIT_CHINA_API: Address,
  CREDIT_CHINA_TOKEN: z._default(z.string(), ''),
  FACE_RULE_ID: z._default(z.string(), ''),
});
export type Config = z.infer<typeof Config>;
/** Names of all variables, for .env.example's test. */
export const CONFIG_NAMES = Object.keys(Config.shape);
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** The only reader of process.env; names every wrong variable in one message and never prints a value. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const r = Config.safeParse({ ...(env.TEST_PORTS === '1' && { FLOOD_LIMIT: 0 }), ...env });
  const problems = r.success ? [] : r.error.issues.map((i) => `${i.path.join('.')} (${i.message})`);
  if (r.success) {
    const c = r.data;
    if (c.SANDBOX && (!LOOPBACK.has(c.HOST) || c.NODE_ENV === 'production'))
      problems.push('SANDBOX (only on a loopback HOST and never with NODE_ENV=production)');
    if (c.TEST_PORTS && (!LOOPBACK.has(c.HOST) || c.NODE_ENV !== 'test')) problems.push('TEST_PORTS (only on a loopback HOST with NODE_ENV=test)');
    if (problems.length === 0) return c;
  }
  throw new Error(`configuration: ${problems.join('; ')}`);
}
export const CONFIG = Symbol('config');
