import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import type { CommandEnd } from '../platform/command.js';
import type { Broken, Fault } from '../register/log-walk.js';
import { RegisterRetention } from '../register/retention.service.js';
import { RegisterVerification, type VerifyOptions } from '../register/verification.service.js';
import { ArchiveService } from '../rights/archive.service.js';

const USAGE = `npm run register:verify                      reads the whole register of looks and names its first broken entry; serving goes on
npm run register:verify -- --seen SIZE:ROOT  the same, and that the head noted then is this log's beginning (each run ends by saying its own)`;
const OPTIONS = { seen: { type: 'string' } } as const;
const SEEN = /^([1-9]\d{0,14}):([A-Za-z0-9_-]{43})$/;
/** Between two lines of progress. */
const EVERY_MS = 1000;

const WORDS: Record<Fault, string> = {
  log_gap: '登记簿缺这一位，后面的接不上',
  lane_order: '不接它那一行的上一条：有记录被删、挪动或重复',
  entry_missing: '记录不见了：没到法定保存期，也没有随账号注销归档',
  entry_other: '这个位置上换成了另一条记录',
  entry_differs: '记录的内容或盐与登记簿里封存的不同',
  link_differs: '记录的链与上一条接不上',
  tree_differs: '登记簿里的这一位与存下的哈希树不同',
  head_root: '树头的根不是前面这些记录算出来的，树头或它之前的记录被改过',
  head_key: '树头用的签名密钥不是我们的',
  head_signature: '树头的签名不对',
  head_seen: '与之前记下的树头不同，登记簿不是原来那一本',
  head_missing: '最后一个树头之后还有内容，没有签名',
  lane_differs: '行的进度与登记簿不同',
  entry_stray: '还没进登记簿的记录接不上它那一行的上一条，不会被收进去',
  entry_outside: '记录在登记簿之外：没有位置，或者它那一行不存在、已关闭',
};
/** One line: where it is, and what is wrong there. */
export function sentenceOf({ fault, index, lane, seq, entry }: Broken): string {
  const place = fault.startsWith('head_') && fault !== 'head_missing' ? `树头 ${index}` : index === null ? '' : `第 ${index} 位`;
  const where = [place, lane === null ? '' : `行 ${lane}`, seq === null ? '' : `第 ${seq} 条`, entry === null ? '' : `记录 ${entry}`];
  return `登记簿从这里起不可信：${where.filter((w) => w !== '').join('　')}　${WORDS[fault]}（${fault}）`;
}
function progress(): VerifyOptions['progress'] {
  const begun = performance.now();
  let last = begun;
  return (done, of) => {
    const now = performance.now();
    if (now - last < EVERY_MS) return;
    last = now;
    console.log(`${Math.floor((100 * done) / of)} %　${done} / ${of}　每秒 ${Math.round((1000 * done) / (now - begun))} 条`);
  };
}

/** Answers the usage when the command is not understood, what is broken first, else nothing. */
export async function command(app: INestApplicationContext, args: string[]): Promise<CommandEnd> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const seen = values.seen === undefined ? undefined : SEEN.exec(values.seen);
  if (seen === null) return USAGE;
  const [, size, root] = seen ?? [];
  const archive = app.get(ArchiveService, { strict: false });
  const { sound, broken } = await app.get(RegisterVerification, { strict: false }).verify({
    erasedThrough: app.get(RegisterRetention, { strict: false }).erasedThrough(),
    putAway: (ids) => archive.has('register_entries', ids),
    seen: size === undefined || root === undefined ? undefined : { size: Number(size), root },
    progress: progress(),
  });
  if (broken) return { stop: 'register_broken', sentence: sentenceOf(broken) };
  const { entries, erased, heads, waiting, head } = sound;
  console.log(`登记簿完好：${entries} 条，其中 ${erased} 条的内容已依法删除或归档；树头 ${heads} 个；还有 ${waiting} 条等着进登记簿`);
  if (head) console.log(`最后的树头，请另行记下：${head.size}:${head.root}`);
  return undefined;
}
