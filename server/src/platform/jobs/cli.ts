import type { INestApplicationContext } from '@nestjs/common';
import { Jobs } from './jobs.service.js';

const USAGE = `npm run jobs -- dead            dead letters
npm run jobs -- revive ID       tries one again from its last checkpoint
npm run jobs -- cancel ID`;

/** Answers the usage when the command is not understood, else nothing. */
export async function command(app: INestApplicationContext, [verb, id]: string[]): Promise<string | undefined> {
  const jobs = app.get(Jobs);
  if (verb === 'dead') {
    const dead = await jobs.dead();
    for (const j of dead) console.log(`${j.id}  ${j.name}  ${j.attempts} 次  ${j.failure}`);
    if (dead.length === 0) console.log('没有');
    return undefined;
  }
  if (!id || (verb !== 'revive' && verb !== 'cancel')) return USAGE;
  console.log((await (verb === 'revive' ? jobs.revive(id) : jobs.cancel(id))) ? '已处理' : '没有这样的任务');
  return undefined;
}
