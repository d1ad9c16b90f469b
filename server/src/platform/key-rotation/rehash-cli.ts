import type { INestApplicationContext } from '@nestjs/common';
import type { CommandEnd } from '../command.js';
import { bar } from './cli.js';
import { RotationHalt } from './key-exchange.js';
import { Rehash } from './rehash.service.js';

const USAGE = `npm run keys:rehash                     a new key for the hashes by which people are found, while servers serve
Killed, it goes on when it is given again. KEYS_FILE is changed on this machine; servers elsewhere need their copy while it waits.`;
/** Answers the usage when the command is not understood, how it ended when not well, else nothing. */
export async function command(app: INestApplicationContext, args: string[]): Promise<CommandEnd> {
  if (args.length > 0) return USAGE;
  try {
    const { kid, fields } = await app.get(Rehash).run(({ collection, done, of }) => console.log(`${bar(done, of)}　${collection} ${done} / ${of}`));
    console.log(`现在只按 ${kid} 查找，这次写了 ${fields} 个字段`);
    return undefined;
  } catch (e) {
    if (e instanceof RotationHalt) return { stop: e.stop, sentence: e.message };
    throw e;
  }
}
