import type { Count } from '@binhai/shared/contract/transparency';
import { transparency as words } from '../../../copy/transparency';
import type { TransparencyMonth } from '../../../stores/publicity';

/** The month as CSV, with the words that stand on the page: a spreadsheet takes it as it is. */
export function tableOf(m: TransparencyMonth): string {
  const rows: [string, Count][] = [
    [words.optIns, m.optIns],
    [words.optOuts, m.optOuts],
    ...m.reads.map((r): [string, Count] => [`${words.reads} ${words.read(r.kind)}`, r.count]),
    [words.sealed, m.sealed],
    [words.repairs, m.repairs.applied],
    [words.inTime, m.repairs.inTime],
    [words.upheld, m.objections.upheld],
    [words.changed, m.humanReviews.changed],
    [words.schemes, m.schemes.changes],
    [words.forced, m.complaints.forced],
    [words.refused, m.complaints.refused],
    [words.partners, m.partners],
  ];
  const cell = (c: Count) => (c.state === 'number' ? String(c.value) : words.count(c));
  return [words.made(m.month), words.columns, ...rows.map(([title, c]) => `${title},${cell(c)}`)].join('\r\n');
}
