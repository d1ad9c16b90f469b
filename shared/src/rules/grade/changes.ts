import type { CreditRecord } from '../record.js';
import type { GradeResult, NotCounted } from './g1.js';

/** A result with the records it was decided on. */
export interface Decided {
  result: GradeResult;
  records: readonly CreditRecord[];
}
/** One thing that is otherwise in the later of two results, in words for the person alone. */
export interface Change {
  kind: 'scheme' | 'counts' | 'counts_no_more' | 'publicity_began' | 'publicity_ended';
  /** Empty for the scheme. */
  recordId: string;
  text: string;
}

const NO_MORE: { readonly [reason in NotCounted]: string } = {
  disputed: '异议处理中，暂不计入',
  withdrawn: '认定单位已撤回，不再计入',
  repaired: '已修复，不再计入',
  past_retention: '满五年，不再使用',
  ended: '计入期已满',
  over_limit: '同一类已计满，换成了计得更久的',
  broken: '没有按期履行，不再计入',
  running: '改为正在履行，履行完后计入',
  not_effective_yet: '改为以后生效，生效后计入',
  not_a_factor: '不是评价因素，不计入',
  exempt: '按规定不公示，不计入',
  not_in_publicity: '不在公示期，不计入',
};
const GONE = '已从目录里删除';
function publicityEnd(record: CreditRecord | undefined): string {
  switch (record?.state) {
    case 'repaired':
      return '已修复';
    case 'withdrawn':
      return '认定单位已撤回';
    case 'disputed':
      return '异议处理中，暂不计入';
    default:
      return record === undefined ? GONE : '公示期满';
  }
}

/** What became otherwise between two results of one person, in the order: scheme, publicity, what counts. Nothing when only the days moved on. */
export function changes(before: Decided, after: Decided): Change[] {
  const find = (id: string, first: Decided, second: Decided): CreditRecord | undefined =>
    first.records.concat(second.records).filter((record) => record.id === id)[0];
  const title = (id: string): string => find(id, after, before)?.title ?? '';
  const ids = (list: readonly { recordId: string }[]): string[] => list.map(({ recordId }) => recordId);
  const missing = (from: readonly string[], other: readonly string[]): string[] => from.filter((id) => other.indexOf(id) < 0);
  const noMore = (id: string): string => {
    const [there] = after.result.notCounted.filter(({ recordId }) => recordId === id);
    return there ? NO_MORE[there.reason] : GONE;
  };
  const [open, wasOpen] = [after.result.openRecordIds, before.result.openRecordIds];
  const [counted, didCount] = [ids(after.result.counted), ids(before.result.counted)];
  const line = (kind: Change['kind'], recordId: string, what: string): Change => ({ kind, recordId, text: `${title(recordId)}：${what}` });
  const scheme: Change[] = before.result.schemeId === after.result.schemeId ? [] : [{ kind: 'scheme', recordId: '', text: '评价方案换成了新的一版' }];
  return scheme.concat(
    missing(open, wasOpen).map((id) => line('publicity_began', id, '开始公示，公示期内不评定等级')),
    missing(wasOpen, open).map((id) => line('publicity_ended', id, publicityEnd(after.records.filter((record) => record.id === id)[0]))),
    missing(counted, didCount).map((id) => line('counts', id, '开始计入')),
    missing(didCount, counted).map((id) => line('counts_no_more', id, noMore(id))),
  );
}
