import { Readable } from 'node:stream';
import { formatMoment } from '@binhai/shared/dates/dates';
import { formatYuan } from '@binhai/shared/rules/money';
import { firstDayOf, lastDayOf, totalsOf } from '@binhai/shared/rules/statement';
import { STATEMENT_WORDS, type StatementEvent } from '@binhai/shared/states/statement';
import { CSV_START, type CsvCell, csvLine } from '@binhai/shared/text/csv';
import { Injectable, StreamableFile } from '@nestjs/common';
import { MembershipsService } from '../organisations/memberships.service.js';
import { sha256Of } from '../parameters/canonical.js';
import { LedgerService } from '../perks/ledger.service.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { dispositionOf } from '../platform/files/file-reply.js';
import { xlsxStream } from '../platform/xlsx-export.js';
import type { ReportDocument } from '../reports/render/document.js';
import { ReportRenderer } from '../reports/render/renderer.service.js';
import type { Statement } from './statement.schema.js';
import { numberOf } from './statement.view.js';
import { StatementsService } from './statements.service.js';

const HEADS = ['编号', '类型', '时间', '权益', '版本', '门店', '店员', '人数', '让利（元）'] as const;
const KINDS = { redemption: '核销', reversal: '撤销' } as const;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const money = (fen: number): CsvCell => ({ number: fen / 100, decimals: 2 });
const whole = (n: number): CsvCell => ({ number: n, decimals: 0 });
/** Signs of both sides: who, for whom, when. */
const SIGNED: readonly (readonly [StatementEvent, string])[] = [
  ['confirm', '商户确认'],
  ['settle', '平台确认并结算'],
];

/** A statement as files: row by row for a spreadsheet, and as a document with both sides' signs. */
@Injectable()
export class StatementFilesService {
  constructor(
    private readonly statements: StatementsService,
    private readonly ledger: LedgerService,
    private readonly memberships: MembershipsService,
    private readonly renderer: ReportRenderer,
    private readonly clock: Clock,
  ) {}

  async csv(actor: Actor, id: string): Promise<StreamableFile> {
    const s = await this.statements.get(actor, id);
    const rows = this.rows(s);
    async function* lines(): AsyncGenerator<string> {
      yield CSV_START;
      for await (const row of rows) yield csvLine(row);
    }
    return file(Readable.from(lines(), { objectMode: false }), s, 'csv', 'text/csv');
  }
  async xlsx(actor: Actor, id: string): Promise<StreamableFile> {
    const s = await this.statements.get(actor, id);
    return file(xlsxStream(s.month, this.rows(s)), s, 'xlsx', XLSX);
  }
  async pdf(actor: Actor, id: string): Promise<StreamableFile> {
    const s = await this.statements.get(actor, id);
    const { bytes } = await this.renderer.render(await this.document(s), AbortSignal.timeout(60_000));
    return file(Readable.from([Buffer.from(bytes)]), s, 'pdf', 'application/pdf');
  }

  private async *rows(s: Statement): AsyncGenerator<readonly CsvCell[]> {
    yield HEADS;
    let [heads, reliefFen] = [0, 0];
    for await (const r of this.ledger.month(s.organisationId, s.month)) {
      heads += r.heads;
      reliefFen += r.reliefFen;
      yield [r.id, KINDS[r.kind], formatMoment(r.atMs), r.title, whole(r.version), r.shop, r.clerk, whole(r.heads), money(r.reliefFen)];
    }
    yield ['合计', '', '', '', '', '', '', whole(heads), money(reliefFen)];
  }
  private async document(s: Statement): Promise<ReportDocument> {
    const totals = totalsOf(s.lines);
    const who = await this.memberships.who(s.steps);
    const signs = SIGNED.map(([event, label]) => {
      const step = s.steps.findLast((x) => x.event === event);
      const by = step && who.get(`${step.personId}|${step.organisationId}`);
      return { label, value: step ? `${by ?? ''}　${formatMoment(step.at.getTime())}` : '还没有' };
    });
    const settled = s.life.state === 'settled';
    const line = (label: string, value: string) => ({ label, value });
    return {
      title: '信易+ 月结单',
      subtitle: `${s.provider}　${firstDayOf(s.month)} 至 ${lastDayOf(s.month)}`,
      facts: [
        line('单号', numberOf(s)),
        line('状态', STATEMENT_WORDS[s.life.state]),
        line('让利合计', `${formatYuan(totals.reliefFen)}（${totals.redemptions} 笔，冲回 ${totals.reversals} 笔）`),
        line('补贴', formatYuan(totals.subsidyFen)),
        line('商户承担', formatYuan(totals.ownFen)),
      ],
      sections: [
        {
          title: '按权益',
          count: `${s.lines.length} 项`,
          items: s.lines.map((l) => ({
            title: l.kind === 'earlier' ? `上月撤销冲回：${l.title}` : l.title,
            lines: [
              line('版本', `第 ${l.version} 版`),
              line('笔数', `${l.redemptions} 笔，冲回 ${l.reversals} 笔${l.heads === 0 ? '' : `，${l.heads} 位`}`),
              line('让利', formatYuan(l.reliefFen)),
              line('补贴', formatYuan(l.subsidyFen)),
              line('商户承担', formatYuan(l.ownFen)),
            ],
          })),
        },
        {
          title: '双方签认',
          count: '',
          items: [{ title: settled ? '双方已经确认' : '还没有双方确认', lines: [...signs, ...(s.payment ? [line('付款凭证', s.payment)] : [])] }],
        },
      ],
      notes: ['结算后又撤销的，记为下个月的负数行，不改这一张。', `内容指纹 SHA-256 ${sha256Of({ id: s._id, lines: s.lines })}`],
      watermark: settled ? numberOf(s) : '未经双方确认',
      footer: numberOf(s),
      check: null,
      issuedAt: this.clock.now().toISOString(),
    };
  }
}
const file = (stream: Readable, s: Statement, extension: string, type: string): StreamableFile =>
  new StreamableFile(stream, { type, disposition: dispositionOf(`月结单-${s.provider}-${s.month}.${extension}`) });
