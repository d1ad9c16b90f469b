import fs from 'node:fs';
import { dueAfter } from '@binhai/shared/rules/deadlines';
import { expect, test } from '@jest/globals';
import { PACKAGED_CALENDAR } from './working-days.js';

const cases = <T>(name: string) => JSON.parse(fs.readFileSync(new URL(`../../../test/cases/${name}.json`, import.meta.url), 'utf8')) as T;

test('CAL-1: the package knows the State Council’s 2026, 调休 included', () => {
  const { due } = cases<{ due: { from: string; wd: number; due: string }[] }>('CAL-1.workdays-2026');
  for (const { from, wd, due: day } of due) expect([from, wd, dueAfter(from, wd, PACKAGED_CALENDAR)]).toMatchObject([from, wd, { day, provisional: false }]);
});
