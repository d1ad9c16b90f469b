import type { Grade } from '@binhai/shared/rules/grade';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ParametersService } from '../parameters/parameters.service.js';
import { newId } from '../platform/id.js';
import { TestOperator } from '../testing/test-deposit.js';
import { testDeposits } from '../testing/test-deposits.js';
import { HELD, type Holds, testHolder } from '../testing/test-holder.js';
import { codeOf } from '../testing/test-login.js';
import type { TestPerson } from '../testing/test-person.js';
import { type Told, watched } from '../testing/watched.js';
import { PartnersService } from './partners.service.js';

// Architecture rule 5 and domain rule 2, at the question an operator asks before each use: not now has one path and one look, and tells nothing of its cause
const { t, clock, db, withdraw, change } = testDeposits('not_now');
const holding = (grade: Holds) => testHolder(t(), grade);

beforeAll(async () => {
  await t()
    .app.get(ParametersService, { strict: false })
    .setPersonalGrade('on', { reference: ['示例'], approvedBy: '示例审批人' });
});
const operator = (minGrade: Grade | null) => TestOperator.of(t(), { rule: { minGrade } });
async function told(op: TestOperator, authorisation: string): Promise<Told> {
  const body = { authorisation, order: newId(), startedAt: clock().now().toISOString() };
  return watched(db(), () => op.partner.send('POST', '/api/partner/v1/deposit/orders', { body }));
}

describe('not now', () => {
  /** Each cause there is, brought about for somebody who is let in before. */
  const CAUSES: readonly (readonly [string, (op: TestOperator, who: TestPerson, authorisation: string) => Promise<string>])[] = [
    ['the grade is not opened', async (_, who, id) => put(who, { 'standing.optedInAt': null, 'standing.grade': null }, id)],
    ['the grade is not enough', async (_, who, id) => put(who, { 'standing.grade': 'good' }, id)],
    ['unrated', async (_, who, id) => put(who, { 'standing.grade': 'unrated' }, id)],
    ['a serious record', async (_, who, id) => put(who, { 'standing.seriousRecord': true }, id)],
    ['the name is no longer proven', async (_, who, id) => put(who, { assurance: 'none' }, id)],
    ['frozen', async (_, who, id) => put(who, { frozenAt: new Date() }, id)],
    ['leaving', async (_, who, id) => put(who, { leaving: { at: new Date() } }, id)],
    ['withdrawn', async (_, who, id) => ((await withdraw(id, who)).status === 200 ? id : '')],
    ['nobody’s number', async () => newId()],
    ['another operator’s number', async (_, who) => (await (await operator('excellent')).authorised(who)).authorisation],
  ];
  async function put(who: TestPerson, fields: object, id: string): Promise<string> {
    await change(fields, who);
    return id;
  }
  test('has one path, one entry and one reply, byte for byte, whatever its cause', async () => {
    const op = await operator('excellent');
    const all: [string, Told][] = [];
    const entries = () => db().collection('register_entries').countDocuments({ kind: 'partner', organisationId: op.client._id });
    for (const [cause, bring] of CAUSES) {
      const who = await holding('excellent');
      const { authorisation, verdict } = await op.authorised(who);
      expect([cause, verdict]).toEqual([cause, 'yes']);
      const id = await bring(op, who, authorisation);
      const before = await entries();
      const answer = await told(op, id);
      expect([cause, answer.status, answer.bytes, (await entries()) - before]).toEqual([cause, 200, '{"verdict":"not_now"}', 1]);
      all.push([cause, answer]);
    }
    const [[, first] = ['', null]] = all;
    expect(first?.commands.length).toBeGreaterThan(4); // the profiler was on
    expect(first?.commands.filter((c) => c.startsWith('insert register_entries'))).toHaveLength(1);
    for (const [cause, answer] of all) expect([cause, answer.headers, answer.commands]).toEqual([cause, first?.headers, first?.commands]);
  });
  test('a cause brought about can be seen: the same person was a yes before', async () => {
    const op = await operator('excellent');
    const who = await holding('excellent');
    const { authorisation } = await op.authorised(who);
    expect(await op.start(authorisation)).toBe('yes');
    await change({ 'standing.grade': 'good' }, who);
    expect(await op.start(authorisation)).toBe('not_now');
  });
});

describe('a curious partner', () => {
  /** Everything a partner can ask about one person: the exchange of a code, then the question before each use, twice. */
  async function answers(op: TestOperator, grade: Holds): Promise<string> {
    const who = await holding(grade);
    const asking = op.asking();
    const decided = await op.decide(asking, who);
    const code = (decided.body as { back?: { url?: string } }).back?.url?.match(/code=([^&]+)/)?.[1];
    if (!code) return JSON.stringify(['no code']); // who cannot be let in is told so in our page and sent back with nothing
    const { authorisation, verdict } = await op.exchange(asking, code);
    return JSON.stringify([verdict, await op.start(authorisation), await op.start(authorisation)]);
  }
  test.each<Grade | null>([null, 'good', 'excellent', 'exemplary'])(
    'with the minimum %s learns one bit at most, and where it lets 守信良好 in, nothing of 守信优良',
    async (minGrade) => {
      const op = await operator(minGrade);
      const seen = new Map<Holds, string>();
      for (const grade of HELD) seen.set(grade, await answers(op, grade));
      expect(new Set(seen.values()).size).toBeLessThanOrEqual(minGrade === null ? 1 : 2);
      if (minGrade === null || minGrade === 'good') expect(seen.get('good')).toBe(seen.get('excellent'));
      else expect(seen.get('good')).toBe(seen.get('off')); // and where it does not, 守信良好 is like nobody in particular
    },
  );
  test('cannot ask by another grade than it registered, nor register two', async () => {
    const op = await operator('good');
    const who = await holding('good');
    const { authorisation } = await op.authorised(who);
    const partners = t().app.get(PartnersService, { strict: false });
    const declare = (minGrade: Grade | null) =>
      partners.put({
        id: op.client._id,
        kind: 'deposit_free',
        state: 'active',
        claims: ['deposit_free', 'ride_events'],
        purposes: [{ purpose: 'deposit_free', statement: '示例', minGrade }],
      });
    await declare('excellent');
    const body = { authorisation, order: newId(), startedAt: clock().now().toISOString() };
    const entries = () => db().collection('register_entries').countDocuments({ subject: who.id, kind: 'partner' });
    const before = await entries();
    expect(codeOf(await op.partner.send('POST', '/api/partner/v1/deposit/orders', { body }))).toBe('deposit_service_unknown');
    expect(await entries()).toBe(before); // nobody was asked about
    await declare('good');
    expect(await op.start(authorisation)).toBe('yes');
  });
});
