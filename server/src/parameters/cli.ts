import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { addDays, formatWeekday, localDateOf } from '@binhai/shared/dates/dates';
import { WorkCalendarSet } from '@binhai/shared/parameters/work-calendar';
import { calendarWith, type WorkCalendar } from '@binhai/shared/rules/deadlines';
import { PERSONAL_GRADE, type PersonalGrade } from '@binhai/shared/rules/eligibility';
import type { INestApplicationContext } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { type ContentOf, isKind, KINDS } from './kinds.js';
import { ParametersService } from './parameters.service.js';
import { WorkingDays } from './working-days.service.js';

const USAGE = `npm run parameters -- list
npm run parameters -- show KIND [--on YYYY-MM-DD]
npm run parameters -- set personalGrade off|consultation|on --by WHO --reference DOCUMENT
npm run parameters -- publish KIND FILE.json --from YYYY-MM-DD --by WHO --reference DOCUMENT
npm run parameters -- check work_calendar FILE.json
npm run parameters -- publish work_calendar FILE.json --from YYYY-MM-DD --by WHO --second WHO_ELSE --reference DOCUMENT
KIND: ${Object.keys(KINDS).join(', ')}
评价方案（grade_scheme）不能用命令公布：在工作台起草，经试算、法制审核、公开征求意见和第二人审批
互认名单（recognised_issuers）不能用命令公布：一位运营提出，另一位批准`;
/** Published at the desk alone, by more than one person. */
const TWO_PEOPLE: readonly string[] = ['grade_scheme', 'recognised_issuers'];
const OPTIONS = {
  on: { type: 'string' },
  from: { type: 'string' },
  by: { type: 'string' },
  second: { type: 'string' },
  reference: { type: 'string', multiple: true },
} as const;
const isState = (text: string): text is PersonalGrade => (PERSONAL_GRADE as readonly string[]).includes(text);

const read = (file: string): unknown => JSON.parse(fs.readFileSync(file, 'utf8'));
/** Every due day of every case hangs on the calendar: one enters it, somebody else checks it. */
const bothOf = (by = '', second = ''): string => (by && second && by !== second ? `${by}；复核：${second}` : '');
/** The days that would change between work and rest, one a line. */
function differences(now: WorkCalendar, file: unknown): string[] {
  const { years } = WorkCalendarSet.parse(file);
  const then = calendarWith(now, years);
  const days = years.flatMap(({ year }) => Array.from({ length: 366 }, (_, i) => addDays(`${year}-01-01`, i)).filter((d) => d.startsWith(String(year))));
  const changed = days.filter((d) => now.isWorkday(d) !== then.isWorkday(d));
  return [...changed.map((d) => `${d} ${formatWeekday(d)}：${then.isWorkday(d) ? '休息 → 上班' : '上班 → 休息'}`), `已知到 ${then.knownThrough}`];
}

/** Answers the usage when the command is not understood, else nothing. */
export async function command(app: INestApplicationContext, args: string[]): Promise<string | undefined> {
  const sets = app.get(ParametersService, { strict: false });
  const today = localDateOf(app.get(Clock).ms());
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const [verb, name = '', value = ''] = positionals;
  const kind = name === 'personalGrade' ? 'personal_grade' : name;
  if (verb === 'list') {
    for (const k of Object.keys(KINDS)) if (isKind(k)) for (const s of sets.versions(k)) console.log(`${s._id}  自 ${s.from}  ${s.approvedBy}  ${s.sha256}`);
    return undefined;
  }
  if (!isKind(kind)) return USAGE;
  if (verb === 'show') {
    console.log(JSON.stringify(sets.at(kind, values.on ?? today), null, 2));
    return undefined;
  }
  if (verb === 'check' && kind === 'work_calendar' && value) {
    for (const line of differences(app.get(WorkingDays, { strict: false }).calendar(), read(value))) console.log(line);
    return undefined;
  }
  const { reference } = values;
  const approvedBy = kind === 'work_calendar' ? bothOf(values.by, values.second) : values.by;
  // the life of product B5 cannot be stepped around
  if (!approvedBy || !reference || (verb === 'publish' && TWO_PEOPLE.includes(kind))) return USAGE;
  if (verb === 'set' && kind === 'personal_grade' && isState(value)) {
    await sets.setPersonalGrade(value, { reference, approvedBy });
  } else if (verb === 'publish' && value && values.from) {
    await sets.publish(kind, read(value) as ContentOf<typeof kind>, { from: values.from, reference, approvedBy });
  } else return USAGE;
  const newest = sets.versions(kind).at(-1);
  console.log(`${newest?._id}  自 ${newest?.from} 起生效`);
  return undefined;
}
