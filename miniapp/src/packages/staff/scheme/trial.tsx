import { GRADE_WORDS, type GradeOrUnrated } from '@binhai/shared/rules/grade';
import { CSV_START, type CsvCell, csvLine } from '@binhai/shared/text/csv';
import { useEffect } from 'react';
import { schemeDesk } from '../../../copy/scheme-desk';
import { saveText } from '../../../platform/files';
import { say } from '../../../platform/time';
import { type SchemeDetail, useSchemeDesk } from '../../../stores/scheme-desk';
import { toast } from '../../../stores/toast';
import { useAction } from '../../../stores/use-action';
import { Box, Btn, cx, EmptyState, GradeBadge, Icon, InlineError, NoticeBar, Pairs, Title, Txt } from '../../../ui';
import { Pane } from '../parts/desk';
import { type Column, Table } from '../parts/table';

const words = schemeDesk.trial;
type Trial = NonNullable<SchemeDetail['trial']>;
type Report = NonNullable<Trial['report']>;
type Grade = Report['grades'][number];
type Margin = Pick<Report['ages'][number], 'people' | 'up' | 'down' | 'goodNow' | 'goodNext'> & { name: string };

/** 1234567 → 1,234,567, without a locale. */
const spaced = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const shower = (smallest: number) => (n: number | null) => (n === null ? words.few(smallest) : spaced(n));
type Show = ReturnType<typeof shower>;

function Grades({ grades, show }: { grades: readonly Grade[]; show: Show }) {
  const most = Math.max(1, ...grades.flatMap((g) => [g.now ?? 0, g.next ?? 0]));
  const bar = (n: number | null, kind: 'now' | 'next', unrated: boolean) => (
    <Box className='shift__line'>
      <Box className={cx('shift__bar', `shift__bar--${kind}`, unrated && 'is-unrated')} style={{ width: `${Math.round(((n ?? 0) / most) * 80)}%` }} hidden />
      <Txt className='num'>{show(n)}</Txt>
    </Box>
  );
  return (
    <>
      {grades.map((g) => (
        <Box key={g.grade} className={cx('shift', g.grade === 'unrated' && 'shift--unrated')}>
          <Box className='shift__name'>
            <GradeBadge grade={g.grade as GradeOrUnrated} />
          </Box>
          <Box>
            <Box role='img' label={words.bar(GRADE_WORDS[g.grade], show(g.now), show(g.next))}>
              {bar(g.now, 'now', g.grade === 'unrated')}
              {bar(g.next, 'next', g.grade === 'unrated')}
            </Box>
            {g.grade !== 'unrated' && (
              <Box className='row row--wrap shift__moves'>
                <Box className='shift__move shift__move--up'>
                  <Icon name='arrow-up' size={16} />
                  <Txt>{words.moveUp(show(g.up), g.grade)}</Txt>
                </Box>
                <Box className='shift__move'>
                  <Icon name={g.grade === 'good' ? 'minus' : 'arrow-down'} size={16} />
                  <Txt>{words.moveDown(show(g.down), g.grade)}</Txt>
                </Box>
              </Box>
            )}
          </Box>
        </Box>
      ))}
    </>
  );
}
const columns = <R extends Margin>(show: Show): readonly Column<R>[] => [
  { key: 'name', title: words.columns.group, cell: (r) => r.name },
  { key: 'people', title: words.columns.people, end: true, cell: (r) => show(r.people) },
  { key: 'up', title: words.columns.up, end: true, cell: (r) => show(r.up) },
  { key: 'down', title: words.columns.down, end: true, cell: (r) => show(r.down) },
  { key: 'good', title: words.columns.good, end: true, cell: (r) => words.arrow(show(r.goodNow), show(r.goodNext)) },
];
/** What is on the screen as a table for a spreadsheet; a hidden cell is hidden there too. */
function csvOf(trial: Trial, report: Report): string {
  const cell = (n: number | null) => (n === null ? words.few(trial.smallest) : { number: n, decimals: 0 });
  const { columns: c } = words;
  const margin = (m: Margin) => [m.name, cell(m.people), cell(m.up), cell(m.down), cell(m.goodNow), cell(m.goodNext)];
  const groups = [c.group, c.people, c.up, c.down, words.goodNow, words.goodNext];
  const rows: CsvCell[][] = [
    [words.on, trial.on],
    [words.fingerprint, trial.fingerprint ?? ''],
    [],
    [words.grades, words.legend.now, words.legend.next, words.up, words.down],
    ...report.grades.map((g) => [GRADE_WORDS[g.grade], cell(g.now), cell(g.next), cell(g.up), cell(g.down)]),
    [],
    [words.ages, ...groups.slice(1)],
    ...report.ages.map((a) => margin({ ...a, name: words.bands[a.band] })),
    [],
    [words.zones, ...groups.slice(1)],
    ...report.zones.map(margin),
    [],
    [words.rounding(trial.smallest)],
  ];
  return CSV_START + rows.map(csvLine).join('');
}
function Result({ trial, report }: { trial: Trial; report: Report }) {
  const show = shower(trial.smallest);
  const sums = [
    { text: words.people, n: report.people },
    { text: words.up, n: report.up },
    { text: words.down, n: report.down },
    { text: words.same, n: report.same },
  ];
  const ages = report.ages.map((a) => ({ ...a, name: words.bands[a.band] }));
  const save = () => void saveText(words.file(trial.on), csvOf(trial, report));
  return (
    <>
      <Box className='row row--between mt2'>
        <Txt className='sub t2'>{words.exportNote}</Txt>
        <Btn id='export-trial' kind='ghost' size='s' icon='download' onClick={save}>
          {words.export}
        </Btn>
      </Box>
      <Pane className='sums'>
        {sums.map((s) => (
          <Box key={s.text} className='sums__one'>
            <Txt block strong className='sums__n num'>
              {show(s.n)}
            </Txt>
            <Txt block className='sub t2'>
              {s.text}
            </Txt>
          </Box>
        ))}
      </Pane>
      <Pane
        title={words.grades}
        aside={
          <Box className='row sub t2'>
            <Box className='shift__key shift__bar--now' hidden />
            <Txt>{words.legend.now}</Txt>
            <Box className='shift__key shift__bar--next' hidden />
            <Txt>{words.legend.next}</Txt>
          </Box>
        }
      >
        <Grades grades={report.grades} show={show} />
        <Title level={3} className='mt4'>
          {words.ages}
        </Title>
        <Table label={words.ages} tight columns={columns(show)} rows={ages} keyOf={(r) => r.band} empty={words.noRows} />
        <Title level={3} className='mt4'>
          {words.zones}
        </Title>
        <Table label={words.zones} tight columns={columns(show)} rows={report.zones} keyOf={(r) => r.zone} empty={words.noRows} />
        <Txt block className='cap muted mt2'>
          {words.rounding(trial.smallest)}
        </Txt>
        <Box className='mt3'>
          <Pairs
            rows={[
              { k: words.on, v: say.date(trial.on) },
              { k: words.fingerprint, v: `${trial.fingerprint?.slice(0, 4)}…${trial.fingerprint?.slice(-4)}` },
            ]}
          />
        </Box>
      </Pane>
    </>
  );
}
const LOOK_MS = 1500;
function Running({ scheme, trial }: { scheme: SchemeDetail; trial: Trial }) {
  const load = useSchemeDesk((s) => s.loadOne);
  useEffect(() => {
    const timer = setInterval(() => void load(scheme.id), LOOK_MS);
    return () => clearInterval(timer);
  }, [scheme.id, load]);
  const cancel = useAction(async () => {
    await useSchemeDesk.getState().cancelTrial();
    toast(schemeDesk.done.cancel, 'check');
  });
  const { done = 0, total = null } = trial.progress ?? {};
  return (
    <Pane title={words.progress}>
      <Txt block>{trial.progress && total !== null ? words.running(spaced(done), spaced(total)) : words.starting}</Txt>
      <Box className='progress mt2' hidden>
        <Box className='progress__bar' style={{ width: `${total ? Math.round((done / total) * 100) : 0}%` }} />
      </Box>
      {cancel.error && <InlineError error={cancel.error} />}
      {scheme.may.includes('try') && (
        <Box className='dform__btns mt3'>
          <Btn id='cancel-trial' kind='ghost' size='s' busy={cancel.busy} onClick={() => void cancel.run()}>
            {schemeDesk.actions.cancel}
          </Btn>
        </Box>
      )}
    </Pane>
  );
}

/** The dry run: nothing yet, on its way, ended early, or its counts. */
export function TrialPart({ scheme }: { scheme: SchemeDetail }) {
  const { trial } = scheme;
  if (!trial) return <EmptyState title={words.none.title} text={words.none.text} />;
  if (trial.state === 'running') return <Running scheme={scheme} trial={trial} />;
  return (
    <>
      {!trial.current && <NoticeBar tone='warn'>{words.old}</NoticeBar>}
      {trial.state === 'cancelled' && <NoticeBar>{words.cancelled}</NoticeBar>}
      {trial.state === 'failed' && <NoticeBar tone='warn'>{words.failed}</NoticeBar>}
      {trial.report && <Result trial={trial} report={trial.report} />}
    </>
  );
}
