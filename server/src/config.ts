import * as z from 'zod/mini';

const Config = z.object({
  PORT: z._default(z.coerce.number().check(z.int()), 3000),
  HOST: z._default(z.string(), '127.0.0.1'),
  MONGODB_URI: z.string('MONGODB_URI must be set'),
  TOKEN_SECRET: z.string('TOKEN_SECRET must be set').check(z.minLength(32, 'TOKEN_SECRET needs 32 characters')),
  SANDBOX: z.pipe(
    z._default(z.enum(['0', '1']), '0'),
    z.transform((v) => v === '1'),
  ),
  H5_DIR: z.optional(z.string()),
});
export type Config = z.infer<typeof Config>;

/** The only reader of process.env; names every wrong variable in one message and never prints a value. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const r = Config.safeParse(env);
  if (r.success) return r.data;
  throw new Error(`configuration: ${r.error.issues.map((i) => `${i.path.join('.')} (${i.message})`).join('; ')}`);
}
