import type { ReactNode } from 'react';
import type { Remote } from '../../../stores/remote';
import { Btn, cx, Fetched, Txt } from '../../../ui';

export interface Column<R> {
  readonly key: string;
  readonly title: string;
  /** Numbers stand at the right edge. */
  readonly end?: boolean;
  readonly cell: (row: R) => ReactNode;
}
export type TableP<R> = {
  /** What the table holds, read before its rows. */
  label: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  keyOf: (row: R) => string;
  /** Opens a row: its first cell becomes the button. */
  onOpen?: (row: R) => void;
  /** The row in view beside the table. */
  current?: string;
  /** Said in place of rows. */
  empty: string;
  /** Close rows, for figures. */
  tight?: boolean;
};
/** The one table of the desks. */
export function Table<R>({ label, columns, rows, keyOf, onOpen, current, empty, tight }: TableP<R>) {
  if (rows.length === 0)
    return (
      <Txt block className='tbl__none muted'>
        {empty}
      </Txt>
    );
  return (
    <div className='tbl__wrap'>
      <table className={cx('tbl', tight && 'tbl--tight')} aria-label={label}>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.key} scope='col' className={cx('tbl__th', c.end && 'tbl__end')}>
                {c.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const key = keyOf(row);
            return (
              <tr key={key} className={cx('tbl__row', key === current && 'is-on')} aria-current={key === current || undefined}>
                {columns.map((c, i) => (
                  <td key={c.key} className={cx('tbl__td', c.end && 'tbl__end num')}>
                    {i === 0 && onOpen ? (
                      <Btn id={`row-${key}`} kind='bare' className='link tbl__open' onClick={() => onOpen(row)}>
                        {c.cell(row)}
                      </Btn>
                    ) : (
                      c.cell(row)
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
/** A list of a desk as it is fetched page after page. */
export function TablePages<R>({
  remote: { data, error, busy },
  more,
  onLoad,
  onMore,
  ...table
}: Omit<TableP<R>, 'rows'> & {
  remote: Remote<{ readonly items: readonly R[]; readonly next: string | null }>;
  /** What the button for the next page says. */
  more: string;
  onLoad: () => void;
  onMore: () => void;
}) {
  return (
    <Fetched data={data} error={error} onRetry={onLoad}>
      {(page) => (
        <>
          <Table {...table} rows={page.items} />
          {page.next && (
            <Btn kind='text' block busy={busy} onClick={onMore}>
              {more}
            </Btn>
          )}
        </>
      )}
    </Fetched>
  );
}
