// @ts-check
// A process killed with -9 while it makes a report, at each step: the other one makes it, once, and its file is the one that is told of.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { sleep } from '../../scripts/lib/util.mjs';
import { login, must } from '../support/login.mjs';
import { system } from '../support/run-app.mjs';

const LEASE_MS = 30_000;

for (const point of ['reports.make.before_render', 'reports.make.before_finish', 'reports.make.after_finish'])
  test(`killed at ${point}`, async () => {
    const s = await system({ h5: false });
    try {
      const account = s.accounts.find((a) => a.who.startsWith('居民（守信示范')) ?? assert.fail('no such demo account');
      const token = await login(s, account);
      const { ticket } = await must(s.url, 'POST', '/api/me/real-name/high', { token, body: { provider: 'window' } });
      await must(s.url, 'POST', '/api/me/real-name/high/finish', { token, body: { ticket } });
      // one process is armed and asked, so the other goes on; where the other one happened to take the job, another report is asked for
      const [armed, other] = s.urls;
      const arm = await fetch(`${armed}/api/test/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ point, action: 'exit', times: 1 }),
      });
      assert.equal(arm.status, 200);
      const dead = () =>
        fetch(`${armed}/api/health`).then(
          () => false,
          () => true,
        );
      /** @type {any} */
      let report;
      let body;
      for (let n = 1; n <= 4 && !(await dead()); n++) {
        body = { requestId: `killed_while_made_${n}`, purpose: 'own', classes: ['08'], looks: false, grade: false };
        report = await must(armed, 'POST', '/api/credit/reports', { token, body });
        for (const end = Date.now() + LEASE_MS + 60_000; report.state !== 'ready' && Date.now() < end; await sleep(500))
          report = await must(other, 'GET', `/api/credit/reports/${report.id}`, { token });
        assert.equal(report.state, 'ready');
      }
      assert.ok(await dead(), 'a process was killed while it made a report');
      const { id } = report;
      const again = await must(other, 'POST', '/api/credit/reports', { token, body });
      assert.equal(again.id, id);
      const { items } = await must(other, 'GET', '/api/credit/reports', { token });
      assert.equal(new Set(items.map((r) => r.sha256)).size, items.length);
      const file = await fetch(`${other}/api/credit/reports/${id}/file`, { headers: { authorization: `Bearer ${token}` } });
      assert.equal(
        createHash('sha256')
          .update(Buffer.from(await file.arrayBuffer()))
          .digest('hex'),
        report.sha256,
      );
    } finally {
      await s.stop();
    }
  });
