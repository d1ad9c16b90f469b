import os from 'node:os';
import { parseArgs } from 'node:util';
import { isLocalDate, localDateOf } from '@binhai/shared/dates/dates';
import type { INestApplicationContext } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { CommandEnd } from '../platform/command.js';
import { operatorActor } from '../register/words.js';
import type { ReplayNight, StoredGrade } from './grade-result.schema.js';
import type { Impossible, Replay } from './grade-results.service.js';
import { ReplayService } from './replay.service.js';

const USAGE = `npm run grade:replay -- --subject PERSON_ID --at YYYY-MM-DD [--by WHO]   makes that day's stored result again and compares it bit for bit
npm run grade:replay -- --night YYYY-MM-DD                             what that night's sample came to
PERSON_ID is the id of the account, as the register and the audit show it. The look is entered in the register under WHO (default: your user name).`;
const OPTIONS = { subject: { type: 'string' }, at: { type: 'string' }, by: { type: 'string' }, night: { type: 'string' } } as const;
/** Identity numbers of 15 and 18 places, mobile numbers: never on a command line, where they stay in the shell's history. */
const PERSONAL_NUMBER = /^(\d{15}|\d{17}[\dXx]|(\+?86)?1\d{10})$/;

const WHY: Record<Impossible, string> = {
  erased: '用到的记录和完整结果已满五年，依法删除，只剩下有过这次评定、日期和方案，不能再算',
  set_unknown: '当时的评价方案或公示期参数不在参数集里，不能再算',
};
const describe = ({ at, on, engine, scheme, publicity, schemeId, publicityId, sha256, result }: StoredGrade): string =>
  [
    `评定日期　${on}（${at.toISOString()}）`,
    `有效到　${result.validUntil ?? '没有自己会变的日期'}（不含这一天）`,
    `引擎　${engine}`,
    `评价方案　${scheme?.id ?? schemeId}　${scheme?.sha256 ?? ''}`,
    `公示期参数　${publicity?.id ?? publicityId}　${publicity?.sha256 ?? ''}`,
    `存下的指纹　${sha256 ?? '旧版本没有存，只核对等级、原因和有效期'}`,
  ].join('\n');

function endOf(replay: Replay): CommandEnd {
  switch (replay.kind) {
    case 'same':
      console.log(`结果　${replay.text}`);
      console.log('重新计算的结果与存下的逐字节相同');
      return undefined;
    case 'differs':
      for (const { field, stored, again } of replay.differences) console.log(`${field}　存下的 ${stored}　重算的 ${again}`);
      return { stop: 'replay_differs', sentence: `${replay.differences.length} 处不同：${replay.differences.map((d) => d.field).join('、')}` };
    case 'impossible':
      return { stop: 'replay_impossible', sentence: WHY[replay.why] };
  }
}
function nightOf(night: ReplayNight | null, day: string): CommandEnd {
  if (!night) return { stop: 'replay_impossible', sentence: `${day} 夜里没有抽查的记录` };
  const reasons = Object.entries(night.impossible).map(([why, n]) => `${why} ${n}`);
  console.log([`抽查 ${night.sampled}`, `相同 ${night.same}`, `不同 ${night.differing.length}`, ...reasons].join('　'));
  for (const { resultId, fields } of night.differing) console.log(`${resultId}　${fields.join('、')}`);
  return night.differing.length > 0 ? { stop: 'replay_differs', sentence: `${day} 有 ${night.differing.length} 个结果重算不同` } : undefined;
}

/** Answers the usage when the command is not understood, how it ended when not well, else nothing. */
export async function command(app: INestApplicationContext, args: string[]): Promise<CommandEnd> {
  const replays = app.get(ReplayService, { strict: false });
  const { values } = parseArgs({ args, options: OPTIONS });
  const { subject, at, night, by = os.userInfo().username } = values;
  if (night !== undefined) return isLocalDate(night) ? nightOf(await replays.of(night), night) : USAGE;
  if (subject === undefined || at === undefined || !isLocalDate(at)) return USAGE;
  if (PERSONAL_NUMBER.test(subject.trim())) return `A person's number stays in the shell's history: give the id of the account instead.\n${USAGE}`;
  const today = localDateOf(app.get(Clock).ms());
  if (at > today) return `${at} has not come yet.\n${USAGE}`;
  const answer = await replays.day(subject.trim(), at, operatorActor(by));
  if (answer.found) {
    console.log(describe(answer.row));
    return endOf(answer.replay);
  }
  switch (answer.why) {
    case 'person_unknown':
      return { stop: 'replay_impossible', sentence: '没有这个账号；注销的账号，评定过的等级已随账号删除' };
    case 'none':
      return { stop: 'replay_impossible', sentence: `${at} 或之前没有存下的评定` };
    case 'ended':
      return {
        stop: 'replay_impossible',
        sentence: `${at} 没有存下的评定：上一次的结果在 ${answer.last?.result.validUntil} 到期，之后没有人看过，也没有开通中的服务要重算`,
      };
  }
}
