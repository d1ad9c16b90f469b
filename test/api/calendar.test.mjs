// @ts-check
// CAL-3: a server in another zone has the same days and the same working days.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../scripts/lib/util.mjs';

const { underTZ, cases } = JSON.parse(fs.readFileSync(path.join(ROOT, 'test/cases/CAL-3.server-timezone.json'), 'utf8'));
const dist = (/** @type {string} */ rel) => JSON.stringify(pathToFileURL(path.join(ROOT, rel)).href);
const SCRIPT = `
import { localDateOf } from ${dist('shared/dist/dates/dates.js')};
import { dueAfter } from ${dist('shared/dist/rules/deadlines.js')};
import { PACKAGED_CALENDAR } from ${dist('server/dist/platform/working-days.js')};
const days = Array.from({ length: 365 }, (_, i) => localDateOf(Date.UTC(2026, 0, 1 + i, 4)));
const due = JSON.parse(process.argv[1]).map((c) => dueAfter(localDateOf(Date.parse(c.receivedAt)), c.wd, PACKAGED_CALENDAR).day);
process.stdout.write(JSON.stringify({ due, work: days.map((d) => Number(PACKAGED_CALENDAR.isWorkday(d))).join('') }));`;

test('working days do not depend on the machine’s zone', () => {
  // one more, whose summer time begins at midnight
  const answers = [...underTZ, 'America/Santiago'].map((TZ) =>
    JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT, JSON.stringify(cases)], { env: { ...process.env, TZ }, encoding: 'utf8' })),
  );
  for (const a of answers) {
    assert.deepEqual(
      a.due,
      cases.map((/** @type {{ due: string }} */ c) => c.due),
    );
    assert.equal(a.work, answers[0].work);
  }
  assert.equal(answers[0].work.split('1').length - 1, 248, 'working days of 2026');
});
