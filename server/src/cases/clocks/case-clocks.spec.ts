import fs from 'node:fs';
import type { CalendarYear } from '@binhai/shared/parameters/work-calendar';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { MembershipsService } from '../../organisations/memberships.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { command } from '../../parameters/cli.js';
import { ParametersService } from '../../parameters/parameters.service.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/id.js';
import { Jobs } from '../../platform/jobs/jobs.service.js';
import { type TestApp, testApp } from '../../testing/test-app.js';
import { testComplaint } from '../../testing/test-complaints.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';
import { CLOCKS_JOB } from './case-clocks.service.js';

let t: TestApp;
beforeAll(async () => {
  t = await testApp('clocks');
});
afterEach(() => t.app.get(Clock).set(null));
afterAll(() => t?.close());
const at = (instant: string) => t.app.get(Clock).set(new Date(instant));
async function tick() {
  const jobs = t.app.get(Jobs, { strict: false });
  await jobs.enqueue(CLOCKS_JOB, {});
  await jobs.drain();
}
const clockOf = async (who: TestPerson, id: string) =>
  (await t.send('GET', `/api/complaints/${id}`, { token: who.token })).body as { dueOn: string; clock: string };
const told = async (who: TestPerson) =>
  ((await t.send('GET', '/api/messages', { token: who.token })).body as { items: { text: string }[] }).items.map((m) => m.text);
async function operator() {
  const who = await testPerson(t);
  const organisationId = newId();
  await t.app.get(OrganisationsService, { strict: false }).put({ _id: organisationId, name: '示例信用中心', kind: 'centre', contact: '022-0000-0000' });
  await t.app.get(MembershipsService, { strict: false }).add({ personId: who.id, organisationId, role: 'operator', staffNumber: newId().slice(0, 6) });
  return who;
}

test('reminded once at 80 percent, escalated once past the end, however often the job runs; a decided case is left alone', async () => {
  const centre = await operator();
  at('2026-11-25T10:00:00+08:00');
  const who = await testPerson(t);
  const { number } = await testComplaint(t, who);
  const done = await testComplaint(t, who);
  await t.send('POST', `/api/complaints/${done.id}/withdrawal`, { token: who.token });
  const due = `${number} 的期限已用到八成，请按期办结。`;
  const over = `${number} 已超过期限，请督促办结。`;
  for (const [instant, want] of [
    ['2026-11-30T23:59:59+08:00', []],
    ['2026-12-01T00:00:00+08:00', [due]],
    ['2026-12-02T23:59:59+08:00', [due]],
    ['2026-12-03T00:00:00+08:00', [over, due]],
    ['2026-12-08T09:00:00+08:00', [over, due]],
  ] as const) {
    at(instant);
    await tick();
    await tick();
    expect(await told(centre)).toEqual(want);
  }
});
test('CAL-2: a due day in a year not known yet is provisional, and follows when the arrangement is published by two people', async () => {
  const { cases, thenLoad, after } = JSON.parse(fs.readFileSync(new URL('../../../../test/cases/CAL-2.no-data-year.json', import.meta.url), 'utf8')) as {
    cases: { from: string; wd: number; due: string }[];
    thenLoad: CalendarYear & { note: string };
    after: { from: string; due: string }[];
  };
  const [{ from, wd, due } = { from: '', wd: 0, due: '' }] = cases;
  at(`${from}T10:00:00+08:00`);
  const sets = t.app.get(ParametersService);
  const { content } = sets.at('deadlines');
  await sets.publish('deadlines', { ...content, complaint: { answer: wd } }, { from, reference: ['示例'], approvedBy: '示例审批人' });
  const who = await testPerson(t);
  const { id } = await testComplaint(t, who);
  expect(await clockOf(who, id)).toMatchObject({ dueOn: due, clock: '10 个工作日内答复，最晚 1 月 13 日（周三）（暂定）' });

  const { year, holidays, workdays } = thenLoad;
  const file = `${fs.mkdtempSync('/tmp/calendar-')}/2027.json`;
  const set = { id: 'work-calendar-2027-1', title: '工作日历 2027（示例）', from, references: ['示例通知'], years: [{ year, holidays, workdays }] };
  fs.writeFileSync(file, JSON.stringify(set));
  const publish = (...by: string[]) => command(t.app, ['publish', 'work_calendar', file, '--from', from, '--reference', '示例通知', ...by]);
  for (const by of [
    ['--by', '甲'],
    ['--by', '甲', '--second', '甲'],
    ['--second', '乙'],
  ])
    expect(await publish(...by)).toContain('--second WHO_ELSE');
  await tick();
  expect(await clockOf(who, id)).toMatchObject({ dueOn: due });

  expect(await publish('--by', '甲', '--second', '乙')).toBeUndefined();
  expect(sets.versions('work_calendar').at(-1)?.approvedBy).toBe('甲；复核：乙');
  await tick();
  const moved = after.find((a) => a.from === from)?.due;
  expect(moved).toBe('2027-01-14');
  expect(await clockOf(who, id)).toMatchObject({ dueOn: moved, clock: '10 个工作日内答复，最晚 1 月 14 日（周四）' });
});
