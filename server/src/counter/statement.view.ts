import type { ReplyOf } from '@binhai/shared/contract/http';
import type { StatementDetail, statementEntries, statements } from '@binhai/shared/contract/statements';
import { type Subsidy, subsidyWords } from '@binhai/shared/rules/offer-content';
import { firstDayOf, lastDayOf, totalsOf } from '@binhai/shared/rules/statement';
import { STATEMENT_WORDS } from '@binhai/shared/states/statement';
import type { LedgerRow } from '../perks/ledger.service.js';
import type { Statement } from './statement.schema.js';

/** Stands on the PDF and on the transfer. */
export const numberOf = ({ month, organisationId }: Statement): string => `JS-${month.replace('-', '')}-${organisationId}`;

export function summaryView(s: Statement): ReplyOf<typeof statements>['items'][number] {
  const { reliefFen, subsidyFen } = totalsOf(s.lines);
  return {
    id: s._id,
    provider: s.provider,
    month: s.month,
    state: s.life.state,
    stateText: STATEMENT_WORDS[s.life.state],
    dueOn: s.dueOn,
    reliefFen,
    subsidyFen,
  };
}
export const entryView = ({ id, kind, title, version, atMs, shop, clerk, heads, reliefFen }: LedgerRow): ReplyOf<typeof statementEntries>['items'][number] => ({
  id,
  kind,
  title,
  version,
  at: new Date(atMs).toISOString(),
  shop,
  clerk,
  heads,
  reliefFen,
});
interface Around {
  readonly differenceFen: number;
  /** Of each line's version, in order. */
  readonly shares: readonly (Subsidy | null)[];
  /** Who took each step. */
  readonly by: readonly string[];
  readonly may: StatementDetail['may'];
}
export function detailView(s: Statement, { differenceFen, shares, by, may }: Around): StatementDetail {
  return {
    ...summaryView(s),
    rev: s.rev,
    number: numberOf(s),
    firstDay: firstDayOf(s.month),
    lastDay: lastDayOf(s.month),
    closedAt: s.closedAt.toISOString(),
    totals: totalsOf(s.lines),
    lines: s.lines.map(({ offer: _, ...l }, i) => ({ ...l, subsidyText: subsidyWords(shares[i] ?? null) })),
    differenceFen,
    objection: s.objection,
    answer: s.answer,
    payment: s.payment,
    steps: s.steps.map(({ event, at }, i) => ({ event, at: at.toISOString(), by: by[i] ?? '' })),
    may,
  };
}
