import fs from 'node:fs';
import { CSV_START, csvLine } from '@binhai/shared/text/csv';
import type { INestApplicationContext } from '@nestjs/common';
import { Presets, SingleBar } from 'cli-progress';
import { isOutage } from '../platform/mongo-errors.js';
import type { IngestBatch } from './batch.schema.js';
import { IngestService } from './ingest.service.js';
import { say } from './reasons.js';

export interface IngestOptions {
  readonly sender: string;
  /** CSV of all rows that were kept aside, written anew. */
  readonly report?: string;
  /** One JSON text a file on standard output instead of the table. */
  readonly json?: boolean;
}
/**
 * complete: every row entered or was known · aside: some rows were kept aside · stopped: a file was refused or did not come to its end ·
 * away: the database went away, what is left was not tried.
 */
export type IngestEnd = 'complete' | 'aside' | 'stopped' | 'away';

const STATES = { running: '未完成', complete: '已完成', stopped: '中途停止', refused: '没有入库' } as const;
const SHOWN = 10;
const MOST_REPORTED = 100_000;

/** The command line's work on an application that is already up: takes the files in, one after the other, with a bar for each on a terminal. */
export async function ingestFiles(app: INestApplicationContext, files: readonly string[], options: IngestOptions): Promise<IngestEnd> {
  try {
    return await takeIn(app, files, options);
  } catch (e) {
    if (!isOutage(e)) throw e;
    console.error('数据库断开了。已入库的不会丢，恢复后把同样的文件再发一次，只会补上没有入库的。');
    return 'away';
  }
}
async function takeIn(app: INestApplicationContext, files: readonly string[], options: IngestOptions): Promise<IngestEnd> {
  const ingest = app.get(IngestService, { strict: false });
  const report = options.report ? fs.createWriteStream(options.report) : null;
  report?.write(CSV_START + csvLine(['文件', '工作表', '行', '列', '原因', '说明', '怎么改']));
  let end: IngestEnd = 'complete';
  for (const file of files) {
    const batch = await withBar(file, options.json === true, (onProgress) => ingest.run(file, { sender: options.sender, onProgress }));
    const rows = batch.counts.quarantined ? await ingest.quarantined(batch._id, report ? MOST_REPORTED : SHOWN) : [];
    if (options.json) console.log(JSON.stringify(batch));
    else print(batch, rows.slice(0, SHOWN));
    for (const r of rows)
      for (const f of r.findings) report?.write(csvLine([batch.file, r.sheet ?? '', String(r.line), f.field ?? '', f.code, say(f).what, say(f).way]));
    if (batch.state !== 'complete') end = 'stopped';
    else if (batch.counts.quarantined && end === 'complete') end = 'aside';
  }
  if (report) await new Promise((done) => report.end(done));
  return end;
}

async function withBar(
  file: string,
  quiet: boolean,
  work: (onProgress: NonNullable<Parameters<IngestService['run']>[1]['onProgress']>) => Promise<IngestBatch>,
) {
  if (quiet || !process.stderr.isTTY) return work(() => undefined);
  const begun = performance.now();
  const bar = new SingleBar(
    { format: `{bar} {percentage}%  {rows} 行  {speed} 行/秒  ${file}`, stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  );
  bar.start(1, 0, { rows: 0, speed: 0 });
  try {
    return await work(({ read, size, counts: { rows } }) => {
      bar.setTotal(size || 1);
      bar.update(Math.min(read, size), { rows, speed: Math.round((rows * 1000) / (performance.now() - begun)) });
    });
  } finally {
    bar.stop();
  }
}

function print(batch: IngestBatch, rows: Awaited<ReturnType<IngestService['quarantined']>>): void {
  const { counts: c } = batch;
  const seconds = ((batch.finishedAt?.getTime() ?? 0) - batch.startedAt.getTime()) / 1000;
  console.log(`\n${batch.file}：${STATES[batch.state]}（批次 ${batch._id}，${seconds.toFixed(1)} 秒）`);
  if (batch.halt) {
    const { what, way } = say(batch.halt);
    console.log(`  ${what}。${way}。`);
  }
  console.log(
    `  共 ${c.rows} 行：入库 ${c.accepted}，更新履行情况 ${c.advanced}，已有 ${c.known}，暂存待查 ${c.quarantined}；入库的有 ${c.flagged} 行需要留意`,
  );
  for (const note of batch.notes) console.log(`  ${note}`);
  for (const { sheet, line, findings } of rows)
    for (const f of findings) {
      const { what, way } = say(f);
      console.log(`  ${sheet ? `${sheet} ` : ''}第 ${line} 行：${what}。${way}。`);
    }
  if (c.quarantined > rows.length) console.log(`  还有 ${c.quarantined - rows.length} 行，用 --report 导出全部`);
}
