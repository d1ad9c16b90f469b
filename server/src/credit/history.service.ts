import type { history } from '@binhai/shared/contract/credit';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { addMonths, localDateOf } from '@binhai/shared/dates/dates';
import { GRADE_WORDS } from '@binhai/shared/rules/grade';
import { changes } from '@binhai/shared/rules/grade/changes';
import { Injectable } from '@nestjs/common';
import { ParametersService } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import type { Access } from '../register/access.js';
import type { StoredGrade } from './grade-result.schema.js';
import { GradeResults } from './grade-results.service.js';

type History = ReplyOf<typeof history>;
type Row = Pick<StoredGrade, '_id' | 'at' | 'on' | 'schemeId' | 'result'>;
const MONTHS = 12;
const MOST_CHANGES = 50;

/** The past twelve months of a grade, read from the results that were stored then, never worked out from today's records. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly results: GradeResults,
    private readonly parameters: ParametersService,
    private readonly clock: Clock,
  ) {}

  /** Since the service was last opened: what stood before an opt-out rests. */
  async of(access: Access<'own_credit'>, optedInAt: Date): Promise<History> {
    const rows: Row[] = await this.results.history(access.subject, optedInAt);
    const thisMonth = `${localDateOf(this.clock.ms()).slice(0, 7)}-01`;
    const months = Array.from({ length: MONTHS }, (_, i) => addMonths(thisMonth, i + 1 - MONTHS).slice(0, 7));
    const all = await this.changes(access, rows, months[0] ?? '');
    return {
      months: months.map((month) => {
        // a result holds until the next: the last one decided in this month or before it
        const last = rows.filter((r) => r.on.slice(0, 7) <= month).at(-1);
        if (!last) return { month, grade: 'unrated', note: '还没有开通' };
        const change = all.find((c) => c.from !== null && c.on.slice(0, 7) === month);
        return { month, grade: last.result.grade, note: change ? `${change.why[0] ?? '重新评定'}，${GRADE_WORDS[change.to]}` : '' };
      }),
      changes: all,
    };
  }

  private async changes(access: Access<'own_credit'>, rows: readonly Row[], firstMonth: string): Promise<History['changes']> {
    const pairs = rows.map((row, i) => [rows[i - 1] ?? null, row] as const);
    const changed = pairs.filter(([before, row]) => row.on.slice(0, 7) >= firstMonth && before?.result.grade !== row.result.grade).slice(-MOST_CHANGES);
    const opened = await this.results.openedAll(
      access,
      changed.flatMap((pair) => pair.flatMap((row) => row?._id ?? [])),
    );
    const schemes = new Map(this.parameters.versions('grade_scheme').map((s) => [s.content.id, s.content.title]));
    return changed
      .map(([before, row]) => {
        const [then, now] = [opened.get(before?._id ?? ''), opened.get(row._id)];
        return {
          id: row._id,
          on: row.on,
          from: before?.result.grade ?? null,
          to: row.result.grade,
          scheme: schemes.get(row.schemeId) ?? '',
          why: then && now ? changes(then, now).map(({ text }) => text) : [],
        };
      })
      .reverse();
  }
}
