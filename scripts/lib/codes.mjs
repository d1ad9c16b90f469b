// Which refusals of the contract no test ever reached. The servers under test write down what they utter (server/src/platform/http/codes-seen.ts).
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './util.mjs';

const load = (rel) => import(pathToFileURL(path.join(ROOT, 'shared/dist', rel)).href);

/**
 * Answers { seen, missing }: an endpoint's own codes must have been uttered by that endpoint; those that follow from its shape (too large a
 * body, no log-in …) by any endpoint of that shape, since one piece of code utters them all.
 */
export async function codesReached(dir) {
  const [{ ENDPOINTS }, { errorsOf }] = await Promise.all([load('contract/table.js'), load('contract/http.js')]);
  const seen = new Set(
    fs.existsSync(dir)
      ? fs
          .readdirSync(dir)
          .flatMap((f) => fs.readFileSync(path.join(dir, f), 'utf8').split('\n'))
          .filter(Boolean)
      : [],
  );
  const anywhere = new Set([...seen].map((line) => line.split(' ').at(-1)));
  const missing = ENDPOINTS.flatMap((e) => e.errors.filter((code) => !seen.has(`${e.method} ${e.path} ${code}`)).map((code) => `${e.id}: ${code}`));
  for (const code of new Set(ENDPOINTS.flatMap((e) => errorsOf(e).filter((c) => !e.errors.includes(c))))) if (!anywhere.has(code)) missing.push(`*: ${code}`);
  return { seen: seen.size, missing: [...new Set(missing)] };
}
