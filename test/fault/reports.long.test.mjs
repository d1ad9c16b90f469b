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
      await s.faults.arm(point, { action: 'exit', times: 1 });
      const body = { requestId: 'killed_while_made', purpose: 'own', classes: ['08'], looks: false, grade: false };
      const { id } = await must(s.url, 'POST', '/api/credit/reports', { token, body });
      const alive = async () => {
        for (const url of s.urls)
          if (
            await fetch(`${url}/api/health`).then(
              (r) => r.ok,
              () => false,
            )
          )
            return url;
        return assert.fail('every process is dead');
      };
      /** @type {any} */
      let report = { state: 'making' };
      let url = s.url;
      for (const end = Date.now() + LEASE_MS + 60_000; report.state !== 'ready' && Date.now() < end; await sleep(500)) {
        url = await alive();
        report = await must(url, 'GET', `/api/credit/reports/${id}`, { token }).catch(() => report);
      }
      assert.equal(report.state, 'ready');
      const again = await must(url, 'POST', '/api/credit/reports', { token, body });
      assert.equal(again.id, id);
      const { items } = await must(url, 'GET', '/api/credit/reports', { token });
      assert.equal(items.length, 1);
      const file = await fetch(`${url}/api/credit/reports/${id}/file`, { headers: { authorization: `Bearer ${token}` } });
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
