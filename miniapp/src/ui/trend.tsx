import { svgUrl } from './art';
import { Box, Txt } from './base';
import { GRADE_WORDS, type GradeOrUnrated } from './grade';
import type { Grade } from './tide';

export type TrendMonth = { /** YYYY-MM */ month: string; grade: GradeOrUnrated | null };
const ROW: Record<Grade, number> = { exemplary: 26, excellent: 66, good: 106 };
const LEFT = 52;
const RIGHT = 330;
const FONT = 'PingFang SC,HarmonyOS Sans SC,Noto Sans CJK SC,sans-serif';

type Run = { grade: GradeOrUnrated | null; from: number; to: number };
function runs(months: readonly TrendMonth[]): Run[] {
  const out: Run[] = [];
  months.forEach((m, i) => {
    const last = out.at(-1);
    if (last && last.grade === m.grade) last.to = i;
    else out.push({ grade: m.grade, from: i, to: i });
  });
  return out;
}
const monthWord = (month: string): string => `${Number(month.split('-')[1])} 月`;
/** The chart in words, for those who do not see it and for those who want to be sure. */
export const trendText = (months: readonly TrendMonth[]): string =>
  runs(months)
    .filter((r) => r.grade)
    .map((r) => {
      const from = monthWord(months[r.from]?.month ?? '');
      const to = monthWord(months[r.to]?.month ?? '');
      return `${from === to ? from : `${from}至${to}`}${GRADE_WORDS[r.grade as GradeOrUnrated]}`;
    })
    .join('，');

function chart(months: readonly TrendMonth[]): string {
  const step = (RIGHT - LEFT) / Math.max(months.length, 1);
  const x = (i: number): number => Math.round(LEFT + step * (i + 0.5));
  let out = `<g stroke="#DDDAD0"><path d="M${LEFT} 26H${RIGHT}M${LEFT} 66H${RIGHT}M${LEFT} 106H${RIGHT}"/></g><g font-size="14" font-weight="700" fill="#34494D"><text x="2" y="31">示范</text><text x="2" y="71">优良</text><text x="2" y="111">良好</text></g>`;
  let line = '';
  let previous: Run | undefined;
  for (const run of runs(months)) {
    if (run.grade === 'unrated') {
      const left = Math.round(LEFT + step * run.from) + 1;
      const width = Math.round(step * (run.to - run.from + 1)) - 2;
      out += `<rect x="${left}" y="27" width="${width}" height="132" rx="6" fill="#F5F4EF" stroke="#85837A" stroke-dasharray="4 4"/>`;
      if (width > 56) out += `<text x="${left + width / 2}" y="98" font-size="13" fill="#34494D" text-anchor="middle">暂未评定</text>`;
    } else if (run.grade) {
      const y = ROW[run.grade];
      out += `<path d="M${x(run.from)} ${y}H${x(run.to)}V160H${x(run.from)}Z" fill="#D9ECEA" opacity=".75"/>`;
      line += previous?.grade && previous.grade !== 'unrated' ? `L${x(run.from)} ${y}` : `M${x(run.from)} ${y}`;
      line += `H${x(run.to)}`;
    }
    previous = run;
  }
  out += `<path d="${line}" fill="none" stroke="#0F6A74" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>`;
  months.forEach((m, i) => {
    if (m.grade && m.grade !== 'unrated') {
      const now = i === months.length - 1;
      out += `<circle cx="${x(i)}" cy="${ROW[m.grade]}" r="${now ? 6 : 4}" fill="${now ? '#BF4608' : '#fff'}" stroke="${now ? '#fff' : '#0F6A74'}" stroke-width="2"/>`;
    }
    if (i % 2 === 0) out += `<text x="${x(i)}" y="184" font-size="12" fill="#55686B" text-anchor="middle">${monthWord(m.month)}</text>`;
  });
  return svgUrl(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 334 196" font-family="${FONT}">${out}</svg>`);
}
/** The last twelve months. The rows are words; months without a grade are a dashed box, never a low line. */
export const TrendChart = ({ months, sayAlso = true }: { months: readonly TrendMonth[]; sayAlso?: boolean }) => (
  <Box>
    <Box className='trend' role='img' label={`近 ${months.length} 个月：${trendText(months)}`} style={{ backgroundImage: chart(months) }} />
    {sayAlso && (
      <Txt block className='cap muted mt2' hidden>
        {trendText(months)}
      </Txt>
    )}
  </Box>
);
