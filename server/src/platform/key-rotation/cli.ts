import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import type { CommandEnd } from '../command.js';
import { RotationHalt } from './key-exchange.js';
import { KeyRotation } from './key-rotation.service.js';

const USAGE = `npm run keys:rotate                     a new key for personal fields, everything sealed anew, while servers serve
npm run keys:rotate -- --suite sm4      the same, from now on with SM4-CTR and HMAC-SM3 (or: aes)
npm run keys:rotate -- --retire         takes away the keys with which nothing is sealed any more
npm run keys:rotate -- --token          a new key for access tokens; nobody is logged out
Killed, it goes on when it is given again. KEYS_FILE is changed on this machine; servers elsewhere need their copy while it waits.`;
const SUITE_OF = { aes: 'a1', sm4: 's1' } as const;
const OPTIONS = { suite: { type: 'string' }, retire: { type: 'boolean' }, token: { type: 'boolean' } } as const;

export const bar = (done: number, of: number): string => {
  const part = Math.round((20 * done) / of);
  return `[${'#'.repeat(part)}${'.'.repeat(20 - part)}] ${Math.floor((100 * done) / of)} %`;
};
/** Answers the usage when the command is not understood, how it ended when not well, else nothing. */
export async function command(app: INestApplicationContext, args: string[]): Promise<CommandEnd> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const { suite, retire, token } = values;
  if ([suite, retire, token].filter((v) => v !== undefined).length > 1 || (suite !== undefined && !Object.hasOwn(SUITE_OF, suite))) return USAGE;
  const rotation = app.get(KeyRotation);
  try {
    if (retire) {
      const { kids } = await rotation.retire();
      console.log(kids.length > 0 ? `已删除：${kids.join('、')}` : '没有可以删除的密钥');
    } else if (token) {
      console.log(`登录令牌从现在起用 ${(await rotation.rotateToken()).kid}`);
    } else {
      const name = suite === undefined ? undefined : SUITE_OF[suite as keyof typeof SUITE_OF];
      const { kid, values: count } = await rotation.rotateField(name, ({ collection, done, of }) =>
        console.log(`${bar(done, of)}　${collection} ${done} / ${of}`),
      );
      console.log(`个人字段从现在起用 ${kid}，这次重新加密 ${count} 个值`);
    }
    return undefined;
  } catch (e) {
    if (e instanceof RotationHalt) return { stop: e.stop, sentence: e.message };
    throw e;
  }
}
