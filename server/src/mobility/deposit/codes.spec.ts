import { describe, expect, test } from '@jest/globals';
import type { NewPartner } from '../../partners/partners.service.js';
import { TestOperator, WEAPP, WEB } from '../../testing/test-deposit.js';
import { outcome, prk3Says, testDeposits } from '../../testing/test-deposits.js';
import { codeOf } from '../../testing/test-login.js';
import { newKeys, testPartner } from '../../testing/test-partner.js';
import { type TestPerson, testPerson } from '../../testing/test-person.js';

const { t, op, me, clock, db, later, mine, withdraw, messages, looks, change, review } = testDeposits('deposit_codes');

describe('the consent screen', () => {
  test('shows who asks, every field, each condition, and nothing that is in force yet', async () => {
    const { status, body } = await op().show(op().asking(), me());
    expect(status).toBe(200);
    expect(body).toMatchObject({ service: { operator: '示例单车', kind: 'bike', depositFen: 19_900 }, verdict: 'yes', current: null });
    const { consent, conditions } = body as { consent: Record<string, unknown>; conditions: { key: string; met: string }[] };
    for (const field of ['recipient', 'contact', 'purpose', 'method', 'kinds', 'notShared', 'period', 'rights', 'impact', 'infers'])
      expect(String(consent[field])).not.toBe('');
    expect(conditions.map((c) => [c.key, c.met])).toEqual([
      ['real_name', 'yes'],
      ['age', 'yes'],
      ['no_open_record', 'yes'],
    ]);
  });
  test.each([
    ['an address nobody registered', { redirect: 'https://evil.example/return' }, 'deposit_redirect_unknown'],
    ['one below a registered one', { redirect: `${WEB}/more` }, 'deposit_redirect_unknown'],
    ['one that begins like it', { redirect: 'https://operator.example.evil.example/return' }, 'deposit_redirect_unknown'],
    ['a script', { redirect: 'javascript:alert(1)' }, 'deposit_redirect_unknown'],
    ['another mini-program', { redirect: 'weapp:wx00000000000000ab' }, 'deposit_redirect_unknown'],
    ['an operator that is none', { client: 'nobody' }, 'deposit_service_unknown'],
    ['PKCE that hides nothing', { method: 'plain' }, 'input_invalid'],
    ['no PKCE', { challenge: '' }, 'input_invalid'],
    ['no state', { state: '' }, 'input_invalid'],
  ])('refuses %s, before and at the decision, and sends nobody there', async (_, over, code) => {
    const asking = op().asking(over);
    for (const r of [await op().show(asking, me()), await op().decide(asking, me()), await op().decide(asking, me(), 'refuse')]) {
      expect(codeOf(r)).toBe(code);
      expect(JSON.stringify(r.body)).not.toContain('evil');
    }
    expect((await mine()).items).toEqual([]);
  });
  test('refused by the person, and not eligible: the operator gets the same word, and nothing stands', async () => {
    const asking = op().asking();
    const refused = await op().decide(asking, me(), 'refuse');
    expect(refused.body).toEqual({ back: { kind: 'web', url: `${WEB}?error=access_denied&state=${asking.state}` } });
    const unnamed = await testPerson(t(), { assurance: 'none' });
    expect((await op().show(asking, unnamed)).body).toMatchObject({
      verdict: 'no',
      conditions: expect.arrayContaining([expect.objectContaining({ met: 'no' })]),
    });
    expect(codeOf(await op().decide(asking, unnamed))).toBe('deposit_not_eligible');
    expect((await op().decide(asking, unnamed, 'refuse')).body).toEqual(refused.body);
    expect(
      await db()
        .collection('consents')
        .countDocuments({ purpose: 'deposit_free', personId: { $in: [me().id, unnamed.id] } }),
    ).toBe(0);
  });
  test('another wording than today’s is asked again', async () => {
    expect(codeOf(await op().decide(op().asking(), me(), 'agree', { consentTextVersion: 'deposit_free-0' }))).toBe('consent_text_outdated');
  });
  test('a mini-program gets the answer as data', async () => {
    const asking = op().asking({ redirect: WEAPP });
    expect((await op().decide(asking, me())).body).toEqual({
      back: { kind: 'weapp', appId: 'wx00000000000000aa', data: { state: asking.state, code: expect.any(String) } },
    });
  });
  test('eight taps at once: one authorisation, one consent, and only the last code works', async () => {
    const asking = op().asking();
    const codes = (
      await Promise.all(
        Array.from({ length: 8 }, () =>
          op()
            .code(asking, me())
            .catch(() => null),
        ),
      )
    ).filter((c) => c !== null);
    const results: (string | undefined)[] = [];
    for (const code of codes) results.push(await outcome(op().exchange(asking, code)));
    expect([codes.length > 0, results.filter((r) => r === 'ok').length]).toEqual([true, 1]);
    expect((await mine()).items).toHaveLength(1);
    expect(
      await db()
        .collection('consents')
        .countDocuments({ personId: me().id, key: { $exists: true } }),
    ).toBe(1);
  });
});

describe('the code', () => {
  test('becomes an authorisation and one word; the look is on record with its consent', async () => {
    const { authorisation, verdict } = await op().authorised(me());
    expect(verdict).toBe('yes');
    expect((await mine()).items).toMatchObject([{ id: authorisation, state: 'active', until: '2027-11-25', expiring: false, ended: null }]);
    const entry = await db().collection('register_entries').findOne({ subject: me().id, kind: 'partner' });
    expect(entry).toMatchObject({
      organisationId: op().client._id,
      purpose: 'deposit_verdict',
      items: ['能否免押'],
      basis: expect.stringMatching(/^consent:/),
    });
  });
  test(prk3Says(0), async () => {
    const asking = op().asking();
    const code = await op().code(asking, me());
    const results = await Promise.all(Array.from({ length: 8 }, () => outcome(op().exchange(asking, code))));
    expect(results.filter((r) => r === 'ok')).toHaveLength(1);
    expect(results.filter((r) => r === 'deposit_code_spent')).toHaveLength(7);
    expect((await mine()).items).toMatchObject([{ state: 'active' }]); // the operator's own second try ends nothing
  });
  test(prk3Says(1), async () => {
    const asking = op().asking();
    const code = await op().code(asking, me());
    const { authorisation } = await op().exchange(asking, code);
    later(60_000);
    expect(await outcome(op().exchange(asking, code))).toBe('deposit_code_spent');
    expect((await mine()).items).toMatchObject([{ id: authorisation, state: 'ended', ended: 'replay' }]);
    expect(await messages()).toEqual(['一项免押授权已停止']);
    expect(await op().start(authorisation)).toBe('not_now');
    expect(await outcome(op().exchange(asking, code))).toBe('deposit_code_spent');
    expect(await messages()).toHaveLength(1); // told once
    expect((await op().authorised(me())).verdict).toBe('yes'); // and may begin anew
  });
  test(prk3Says(2), async () => {
    const asking = op().asking();
    const code = await op().code(asking, me());
    const thief = await TestOperator.of(t());
    expect(await outcome(thief.exchange(asking, code))).toBe('deposit_code_refused');
    expect((await op().exchange(asking, code)).verdict).toBe('yes');
    later(60_000);
    expect(await outcome(thief.exchange(asking, code))).toBe('deposit_code_refused'); // nor does a stranger end anything
    expect((await mine()).items).toMatchObject([{ state: 'active' }]);
  });
  test(prk3Says(3), async () => {
    const asking = op().asking();
    const code = await op().code(asking, me());
    expect(await outcome(op().exchange(asking, code, { redirect: WEAPP }))).toBe('deposit_code_refused');
    expect(await outcome(op().exchange(asking, code, { verifier: op().asking().verifier }))).toBe('deposit_code_refused');
    expect(await outcome(op().exchange(asking, code, { verifier: asking.ask.challenge }))).toBe('deposit_code_refused'); // plain PKCE
    expect(await outcome(op().exchange(asking, `${code.slice(1)}x`))).toBe('deposit_code_refused');
    expect((await op().exchange(asking, code)).verdict).toBe('yes');
  });
  test(prk3Says(4), async () => {
    const asking = op().asking();
    const code = await op().code(asking, me());
    later(5 * 60_000 + 1);
    expect(await outcome(op().exchange(asking, code))).toBe('deposit_code_expired');
    await review();
    expect((await mine()).items).toEqual([]); // nobody came: the agreement lapses with it
    expect(
      await db()
        .collection('consents')
        .countDocuments({ personId: me().id, key: { $exists: true } }),
    ).toBe(0);
  });
  test('an answer that was lost: the same request with its key gets it again, an hour later too, and nothing ends', async () => {
    const asking = op().asking();
    const code = await op().code(asking, me());
    const first = await op().exchange(asking, code, {}, 'exchange-0001');
    const before = await looks();
    later(3_600_000);
    expect(await op().exchange(asking, code, {}, 'exchange-0001')).toEqual(first);
    expect([await looks(), (await mine()).items]).toEqual([before, [expect.objectContaining({ state: 'active' })]]);
  });
  test('a signature of another key does not burn it', async () => {
    const asking = op().asking();
    const body = { code: await op().code(asking, me()), redirect: WEB, verifier: asking.verifier };
    const forged = op().partner.by(op().partner.keyId, newKeys().privateKey);
    expect(codeOf(await forged.send('POST', '/api/partner/v1/deposit/exchanges', { body, idempotencyKey: 'forged-0001' }))).toBe('partner_signature_wrong');
    expect((await op().exchange(asking, body.code)).verdict).toBe('yes');
  });
  test('a partner that lends nothing is told so, and one without the claim gets nowhere', async () => {
    const asking = op().asking();
    const body = { code: await op().code(asking, me()), redirect: WEB, verifier: asking.verifier };
    const ask = async (claims: NewPartner['claims']) =>
      codeOf(await (await testPartner(t(), { claims })).send('POST', '/api/partner/v1/deposit/exchanges', { body, idempotencyKey: 'another-0001' }));
    expect([await ask(['deposit_free']), await ask(['parking_events'])]).toEqual(['deposit_service_unknown', 'partner_claim_missing']);
    const stranger = await testPartner(t(), { claims: ['ride_events'] });
    const end = { order: 'order-0001', endedAt: clock().now().toISOString(), depositReleased: true };
    expect(codeOf(await stranger.send('POST', '/api/partner/v1/deposit/order-ends', { body: end }))).toBe('deposit_service_unknown');
  });
  test('only its hash is kept', async () => {
    const code = await op().code(op().asking(), me());
    expect(JSON.stringify(await db().collection('deposit_codes').find({}).toArray())).not.toContain(code);
  });
  test('not now when the condition, the freeze or the withdrawal came between: one entry each, nothing stands', async () => {
    const causes: ((who: TestPerson) => Promise<unknown>)[] = [
      (who) => change({ frozenAt: clock().now() }, who),
      (who) => change({ assurance: 'none' }, who),
      async (who) => withdraw((await mine(who)).items[0]?.id ?? '', who),
    ];
    for (const cause of causes) {
      const who = await testPerson(t());
      const asking = op().asking();
      const code = await op().code(asking, who);
      const before = await looks();
      await cause(who);
      expect(await op().exchange(asking, code)).toEqual({ authorisation: expect.stringMatching(/^.{22}$/), verdict: 'not_now' });
      expect(await looks()).toBe(before + 1);
    }
  });
});
