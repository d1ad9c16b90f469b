import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { localDateOf } from '@binhai/shared/dates/dates';
import type { DirectoryItem } from '@binhai/shared/parameters/directory';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { PeopleService } from '../people/people.service.js';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { type Hashed, oneOf } from '../platform/hashed-fields.js';
import { timeId } from '../platform/id.js';
import { native } from '../platform/native.js';
import { type RecordSource, RecordsService } from '../records/records.service.js';
import { type BatchCounts, IngestBatch, QuarantinedRow } from './batch.schema.js';
import type { RawRow } from './cell.js';
import { type Draft, draftOf } from './draft.js';
import { openSource } from './open-source.js';
import { type Finding, IngestHalt } from './reasons.js';
import { RecordBuilder } from './record-builder.js';
import { RowReader } from './row-reader.js';
import type { FileFacts } from './sniff.js';
import { type TableRow, tableRows } from './table.js';

export interface Progress {
  /** Bytes read of `size`. */
  readonly read: number;
  readonly size: number;
  readonly counts: Readonly<BatchCounts>;
}
export interface RunOptions {
  /** A unit's or operator's name, for the batch. */
  readonly sender: string;
  readonly onProgress?: (p: Progress) => void;
}
/** Rows whose contents may not be kept even aside. */
const NOT_KEPT: ReadonlySet<string> = new Set(['consent_missing', 'identity_minor']);
/** Rows taken together: one insert, one consent look-up. */
const CHUNK = 500;
interface Kept {
  readonly row: RawRow;
  readonly findings: readonly Finding[];
}
interface Candidate {
  readonly row: RawRow;
  readonly draft: Draft;
  readonly item: DirectoryItem;
  readonly flags: readonly Finding[];
}

/** Takes files in: every row is accepted, already there, or kept aside with a reason; a file may be sent any number of times, by any number of processes. */
@Injectable()
export class IngestService {
  constructor(
    @InjectModel(IngestBatch.name) private readonly batches: Model<IngestBatch>,
    @InjectModel(QuarantinedRow.name) private readonly quarantine: Model<QuarantinedRow>,
    private readonly records: RecordsService,
    private readonly people: PeopleService,
    private readonly builder: RecordBuilder,
    private readonly cipher: FieldCipher,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers the finished batch: complete, stopped (what came before the fault has entered) or refused (nothing has). Throws only when the database is away;
   * the batch then stays `running`, and sending the file again completes the work.
   */
  async run(file: string, options: RunOptions): Promise<IngestBatch> {
    const run = new Run(file, options, timeId(this.clock.now()), this.clock.now());
    await native(this.batches).insertOne(run.batch);
    try {
      await this.read(run);
      run.batch.state = 'complete';
    } catch (e) {
      if (!(e instanceof IngestHalt)) throw e;
      const nothing = run.batch.counts.rows === 0;
      run.batch.state = nothing && !e.stopped ? 'refused' : 'stopped';
      run.batch.halt = e.finding;
    }
    run.batch.finishedAt = this.clock.now();
    await this.save(run);
    return run.batch;
  }
  /** Rows of a batch that were kept aside, by sheet and line. */
  async quarantined(batch: string, limit: number): Promise<Pick<QuarantinedRow, 'sheet' | 'line' | 'findings'>[]> {
    return native(this.quarantine)
      .find({ batch }, { projection: { sheet: 1, line: 1, findings: 1 } })
      .sort({ batch: 1, sheet: 1, line: 1 })
      .limit(limit)
      .toArray();
  }

  private async read(run: Run): Promise<void> {
    const source = await openSource(run.path, (facts) => this.learn(run, facts));
    run.batch.notes.push(...source.notes);
    let rows: TableRow[] = [];
    const flush = async () => {
      await this.take(run, rows.splice(0));
      run.options.onProgress?.({ read: source.progress(), size: run.batch.size, counts: run.batch.counts });
    };
    try {
      for await (const row of tableRows(source, run.batch.notes)) {
        rows.push(row);
        if (rows.length >= CHUNK) await flush();
      }
    } catch (e) {
      // what was read before the fault is sound and enters; after an outage nothing more is tried
      if (e instanceof IngestHalt) await flush();
      throw e;
    } finally {
      source.close();
    }
    await flush();
    rows = [];
  }
  private async learn(run: Run, facts: FileFacts): Promise<void> {
    const { sha256, size, format } = facts;
    Object.assign(run.batch, { sha256, size, format, encoding: 'encoding' in facts ? facts.encoding : null });
    const earlier = await native(this.batches)
      .find({ sha256 }, { projection: { state: 1 } })
      .sort({ startedAt: -1 })
      .limit(20)
      .toArray();
    run.sentBefore = earlier.length > 0;
    run.cutBefore = earlier.some((b) => b.state === 'running');
    await this.save(run);
  }

  private async take(run: Run, rows: readonly TableRow[]): Promise<void> {
    if (rows.length === 0) return;
    const kept: Kept[] = [];
    const candidates: Candidate[] = [];
    const today = localDateOf(this.clock.ms());
    for (const r of rows) {
      if ('finding' in r) kept.push({ row: r.row, findings: [r.finding] });
      else {
        const judged = this.judge(new RowReader(r.row, r.header, today));
        if ('findings' in judged) kept.push(judged);
        else candidates.push(judged);
      }
    }
    await this.store(run, await this.consented(candidates, kept), kept);
    await this.keepAside(run, kept);
    run.batch.counts.rows += rows.length;
    run.batch.counts.quarantined += kept.length;
    for (const { findings } of kept) run.count(findings);
    await this.save(run);
  }
  private judge(r: RowReader): Kept | Candidate {
    const draft = draftOf(r);
    if (!draft) return { row: r.row, findings: r.findings };
    const item = this.builder.gate(draft);
    return 'effect' in item ? { row: r.row, draft, item, flags: r.flags } : { row: r.row, findings: [item] };
  }
  /** What may enter by the person's consent alone enters only for those who gave it (天津市社会信用条例 art. 11). */
  private async consented(candidates: readonly Candidate[], kept: Kept[]): Promise<Candidate[]> {
    const hashOf = (c: Candidate) => (c.item.basis.kind === 'consent' ? this.builder.numberHash(c.draft) : null);
    const asked = new Map(candidates.map((c) => [c, hashOf(c)]));
    const agreed = await this.people.optedIn([...new Set([...asked.values()].filter((h) => h !== null))]);
    return candidates.filter((c) => {
      const hash = asked.get(c) ?? null;
      if (hash === null || agreed.has(hash)) return true;
      kept.push({ row: c.row, findings: [{ code: 'consent_missing' }] });
      return false;
    });
  }
  private async store(run: Run, candidates: readonly Candidate[], kept: Kept[]): Promise<void> {
    const records = candidates.map((c) => this.builder.build(c.draft, c.item, run.sourceOf(c.row), c.flags));
    const arrivals = await this.records.add(records);
    const changed = new Map<string, Hashed>();
    const entered: RawRow[] = [];
    for (const [i, c] of candidates.entries()) {
      const arrival = arrivals[i];
      if (arrival === undefined || arrival === 'differs') {
        kept.push({ row: c.row, findings: [{ code: 'row_differs' }] });
        continue;
      }
      run.batch.counts[arrival]++;
      entered.push(c.row);
      if (arrival === 'accepted' && c.flags.length) {
        run.batch.counts.flagged++;
        run.count(c.flags);
      }
      // a cut run may have stored the record and not yet told: telling twice is harmless
      const hash = records[i]?.numberHash;
      if (hash && (arrival !== 'known' || run.cutBefore)) changed.set(oneOf(hash), hash);
    }
    for (const numberHash of changed.values()) await this.people.standingChanged({ numberHash });
    // kept aside by an earlier run and right by now
    if (run.sentBefore && entered.length) await native(this.quarantine).deleteMany({ _id: { $in: entered.map((r) => run.placeOf(r)) } });
  }
  private async keepAside(run: Run, kept: readonly Kept[]): Promise<void> {
    if (kept.length === 0) return;
    await native(this.quarantine).bulkWrite(
      kept.map(({ row, findings }) => {
        const _id = run.placeOf(row);
        const keep = !findings.some((f) => NOT_KEPT.has(f.code));
        const cells = keep && { cells: this.cipher.seal({ collection: 'ingest_quarantine', field: 'cells', id: _id }, JSON.stringify(row.cells)) };
        const doc = { batch: run.batch._id, file: run.batch.file, sheet: row.sheet, line: row.line, findings: [...findings], at: this.clock.now(), ...cells };
        return { replaceOne: { filter: { _id }, replacement: doc, upsert: true } };
      }),
      { ordered: false },
    );
  }
  private async save(run: Run): Promise<void> {
    const { _id, ...rest } = run.batch;
    await native(this.batches).replaceOne({ _id }, rest);
  }
}

/** One pass over one file. */
class Run {
  readonly batch: IngestBatch;
  /** The same contents were sent before; one of those runs never came to its end. */
  sentBefore = false;
  cutBefore = false;

  constructor(
    readonly path: string,
    readonly options: RunOptions,
    id: string,
    now: Date,
  ) {
    this.batch = {
      _id: id,
      file: basename(path),
      sha256: null,
      size: 0,
      format: null,
      encoding: null,
      sender: options.sender,
      state: 'running',
      startedAt: now,
      finishedAt: null,
      counts: { rows: 0, accepted: 0, advanced: 0, known: 0, quarantined: 0, flagged: 0 },
      byReason: {},
      halt: null,
      notes: [],
    };
  }
  sourceOf(row: RawRow): RecordSource {
    return { batch: this.batch._id, file: this.batch.file, sheet: row.sheet, line: row.line };
  }
  placeOf(row: RawRow): string {
    return createHash('sha256')
      .update(`${this.batch.sha256}\n${row.sheet ?? ''}\n${row.line}`)
      .digest('base64url');
  }
  count(findings: readonly Finding[]): void {
    for (const code of new Set(findings.map((f) => f.code))) this.batch.byReason[code] = (this.batch.byReason[code] ?? 0) + 1;
  }
}
