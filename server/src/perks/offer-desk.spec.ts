import type { DraftDetail, OfferContent } from '@binhai/shared/contract/offer-desk';
import { OFFER_CHECKS } from '@binhai/shared/states/offer';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MembershipsService } from '../organisations/memberships.service.js';
import { Clock } from '../platform/clock.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { codeOf } from '../testing/test-login.js';
import { audit, claim, requestId, type TestShop, testMember, testOffer, testShop } from '../testing/test-offers.js';
import { type TestPerson, testPerson } from '../testing/test-person.js';
import { OffersService } from './offers.service.js';

let t: TestApp;
let shop: TestShop;
let manager: TestPerson;
let operator: TestPerson;
let resident: TestPerson;
beforeAll(async () => {
  t = await testApp('offer_desk');
  shop = await testShop(t);
  manager = await testMember(t, shop, 'manager');
  operator = await testMember(t, await testShop(t), 'operator');
  resident = await testPerson(t);
});
afterAll(() => t?.close());
const send = (method: 'GET' | 'POST' | 'PUT', path: string, who: TestPerson, body?: object) =>
  t.send(method, `/api/staff/${path}`, { token: who.token, ...(body && { body }) });
type Reply = Awaited<ReturnType<typeof send>>;
const detail = (r: Reply): DraftDetail => {
  if (r.status !== 200) throw new Error(JSON.stringify(r.body));
  return r.body as unknown as DraftDetail;
};
const create = async (who = manager, offerId: string | null = null): Promise<string> => {
  const r = await send('POST', 'offer-drafts', who, { requestId: requestId(), offerId });
  if (r.status !== 200) throw new Error(JSON.stringify(r.body));
  return (r.body as unknown as { id: string }).id;
};
const get = async (id: string, who = manager) => detail(await send('GET', `offer-drafts/${id}`, who));
const content = (over: Partial<OfferContent> = {}): Partial<OfferContent> => ({
  title: '示例亲海周末票',
  subtitle: '全天票 8 折',
  category: 'tour',
  zone: '120116403',
  place: '东疆示例路',
  headline: { prefix: '', figure: '8', unit: '折', caption: '全天票' },
  benefit: { kind: 'percent', payPercent: 80, capFen: 5000 },
  original: '每位 80 元',
  steps: ['到店出示券码。'],
  legalBasis: '示例实施方案第 6 条',
  funding: '区财政和商户各半',
  subsidy: { by: '区财政', percent: 50, monthlyCapFen: 480_000 },
  howToJoin: '符合条件的商户都可以申请',
  shopIds: [shop.shopId],
  total: 100,
  ...over,
});
const write = async (id: string, over: Partial<OfferContent> = {}, who = manager) => {
  const d = await get(id, who);
  return detail(await send('PUT', `offer-drafts/${id}`, who, { rev: d.rev, content: { ...d.content, ...content(over) } }));
};
const step = async (id: string, name: string, who: TestPerson, more: object = {}) =>
  send('POST', `offer-drafts/${id}/${name}`, who, { rev: (await get(id, who)).rev, ...more });
const approval = (over: object = {}) => ({ checks: [...OFFER_CHECKS], opinion: '同意', ...over });
/** An offer through its whole way; answers its id. */
async function publish(over: Partial<OfferContent> = {}, offerId: string | null = null): Promise<string> {
  const id = await create(manager, offerId);
  await write(id, over);
  detail(await step(id, 'submit', manager));
  return detail(await step(id, 'approve', operator, approval())).offerId;
}
const seen = async (offer: string) => (await t.send('GET', `/api/perks/offers/${offer}`)).status;
const claimed = async (offer: string, offerVersion = 1) => {
  const r = await claim(t, await testPerson(t), offer, { offerVersion });
  return r.status === 200 ? 200 : (r.body as unknown as { code: string }).code;
};
const move = (offer: string, event: string, who: TestPerson, version = 1) => send('POST', `offers/${offer}/${event}`, who, { version, reason: '示例原因' });

describe('from draft to published', () => {
  test('a draft is nobody’s offer; what is missing is named; the approver is another person and ticks every check; then it is found and claimed', async () => {
    const id = await create();
    expect(await get(id)).toMatchObject({ state: 'draft', version: 1, may: ['edit', 'submit', 'withdraw'], present: null });
    expect((await get(id)).missing.map((m) => m.field)).toEqual(expect.arrayContaining(['title', 'legalBasis', 'funding', 'howToJoin', 'shopIds']));
    expect(codeOf(await step(id, 'submit', manager))).toBe('offer_incomplete');
    const { offerId, missing } = await write(id);
    expect([missing, await seen(offerId), await claimed(offerId)]).toEqual([[], 404, 'perk_offer_unknown']);
    detail(await step(id, 'submit', manager));
    expect([await seen(offerId), await claimed(offerId)]).toEqual([404, 'perk_offer_unknown']);
    expect(codeOf(await send('PUT', `offer-drafts/${id}`, manager, { rev: 3, content: (await get(id)).content }))).toBe('offer_wrong_state');
    for (const [i] of OFFER_CHECKS.entries())
      expect(codeOf(await step(id, 'approve', operator, approval({ checks: OFFER_CHECKS.filter((_, n) => n !== i) })))).toBe('offer_checks_missing');
    const done = detail(await step(id, 'approve', operator, approval()));
    expect(done).toMatchObject({ state: 'published', checks: [...OFFER_CHECKS], may: [], opinion: '同意' });
    expect(done.steps.map((s) => s.event)).toEqual(['create', 'edit', 'submit', 'approve']);
    expect(done.steps.every((s) => /（工号 /.test(s.by))).toBe(true);
    expect([await seen(offerId), await claimed(offerId)]).toEqual([200, 200]);
    expect((await t.send('GET', `/api/perks/offers?q=${encodeURIComponent('亲海周末')}`)).body).toMatchObject({ items: [{ id: offerId, state: 'published' }] });
    expect((await t.send('GET', `/api/perks/offers/${offerId}`)).body).toMatchObject({
      legalBasis: '示例实施方案第 6 条',
      howToJoin: '符合条件的商户都可以申请',
    });
  });
  test('whoever wrote it does not approve it, in whatever role', async () => {
    const both = await testPerson(t);
    const members = t.app.get(MembershipsService, { strict: false });
    const asManager = both.as(await members.add({ personId: both.id, organisationId: shop.organisationId, role: 'manager', staffNumber: 'B1' }));
    const asOperator = both.as(
      await members.add({ personId: both.id, organisationId: (await testShop(t)).organisationId, role: 'operator', staffNumber: 'B2' }),
    );
    const id = await create();
    await write(id, {}, asManager);
    detail(await step(id, 'submit', manager));
    expect(codeOf(await step(id, 'approve', asOperator, approval()))).toBe('offer_same_person');
    expect(await get(id, asOperator)).toMatchObject({ may: ['return'], blocked: [expect.stringContaining('不能是同一个人')] });
    expect(codeOf(await step(id, 'approve', operator, approval()))).toBe('ok');
  });
  test('returned with a reason it is written on; withdrawn it is over', async () => {
    const id = await create();
    await write(id);
    expect(codeOf(await step(id, 'return', operator, { reason: '请补依据' }))).toBe('offer_wrong_state');
    detail(await step(id, 'submit', manager));
    expect(detail(await step(id, 'return', operator, { reason: '请补依据' }))).toMatchObject({ state: 'draft', opinion: '请补依据' });
    expect((await get(id)).may).toEqual(['edit', 'submit', 'withdraw']);
    expect(codeOf(await step(id, 'withdraw', manager))).toBe('ok');
    for (const name of ['submit', 'withdraw']) expect(codeOf(await step(id, name, manager))).toBe('offer_wrong_state');
    expect(codeOf(await step(id, 'approve', operator, approval()))).toBe('offer_wrong_state');
  });
  test('each change names what it was made on; another business sees nothing; roles keep to their part', async () => {
    const id = await create();
    const { rev, content: was } = await get(id);
    await write(id);
    const stranger = await testMember(t, await testShop(t), 'manager');
    for (const [method, path, more] of [
      ['PUT', '', { content: was }],
      ['POST', '/submit', {}],
      ['POST', '/withdraw', {}],
    ] as const) {
      expect([path, codeOf(await send(method, `offer-drafts/${id}${path}`, manager, { rev, ...more }))]).toEqual([path, 'offer_changed']);
      expect([path, codeOf(await send(method, `offer-drafts/${id}${path}`, stranger, { rev, ...more }))]).toEqual([path, 'offer_unknown']);
    }
    for (const [path, more] of [
      ['/return', { reason: '请补依据' }],
      ['/approve', approval()],
    ] as const) {
      expect([path, codeOf(await send('POST', `offer-drafts/${id}${path}`, operator, { rev, ...more }))]).toEqual([path, 'offer_changed']);
      expect([path, codeOf(await send('POST', `offer-drafts/none${path}`, operator, { rev, ...more }))]).toEqual([path, 'offer_unknown']);
      expect([path, codeOf(await send('POST', `offer-drafts/${id}${path}`, manager, { rev, ...more }))]).toEqual([path, 'auth_forbidden']);
    }
    expect(codeOf(await send('GET', `offer-drafts/${id}`, stranger))).toBe('offer_unknown');
    expect(codeOf(await send('PUT', `offer-drafts/${id}`, operator, { rev, content: was }))).toBe('auth_forbidden');
    expect(codeOf(await send('GET', 'offers', resident))).toBe('auth_forbidden');
    const lists = await Promise.all([manager, stranger, operator].map((who) => send('GET', 'offer-drafts?state=draft', who)));
    expect(lists.map((l) => (l.body as unknown as { items: { id: string }[] }).items.some((d) => d.id === id))).toEqual([true, false, true]);
  });
  test('dates and times, places and the level of the name are written like all else, are held to, and outlive the next version', async () => {
    const wrong = {
      zones: ['120116000'],
      claimOn: { weekdays: [], hours: null },
      useOn: { weekdays: null, hours: { from: 600, to: 540 }, from: null, until: null },
      visits: { weekdays: null, slots: [{ from: 540, to: 660, capacity: 2 }], days: 14, maxHeads: 3 },
    };
    const id = await create();
    expect((await write(id, wrong)).missing.map((m) => m.field)).toEqual(['zones', 'claimOn', 'useOn', 'visits']);
    detail(await step(id, 'withdraw', manager));
    const over: Partial<OfferContent> = {
      assurance: 'high',
      zones: ['120116403', '120116406'],
      claimOn: { weekdays: null, hours: { from: 0, to: 1440 } },
      visits: { weekdays: null, slots: [{ from: 0, to: 1440, capacity: 3 }], days: 14, maxHeads: 2 },
    };
    const offer = await publish(over);
    const asked = await t.send('GET', `/api/perks/offers/${offer}/eligibility`, { token: resident.token });
    const lines = (asked.body as unknown as { conditions: { key: string; title: string }[] }).conditions.map((c) => c.title);
    expect(lines).toEqual(expect.arrayContaining(['已完成高级实名', '常住或工作在东疆、生态城']));
    expect((await t.send('GET', `/api/perks/offers/${offer}`)).body).toMatchObject({ visits: true });
    const next = await create(manager, offer);
    const { content: kept } = await get(next);
    expect(kept).toMatchObject(over);
    detail(await send('PUT', `offer-drafts/${next}`, manager, { rev: 1, content: { ...kept, subtitle: '全天票 8 折，含停车' } }));
    const waiting = detail(await step(next, 'submit', manager));
    expect(waiting.lines.filter((l) => l.changed).map((l) => l.key)).toEqual(['subtitle']);
    detail(await step(next, 'approve', operator, approval()));
    expect(await t.app.get(OffersService, { strict: false }).termsOf(offer, 2)).toMatchObject({
      rule: { assurance: 'high', zones: over.zones, hours: { from: 0, to: 1440 } },
      visits: over.visits,
    });
  });
  test('a draft whose days went by while it waited is not published', async () => {
    const clock = t.app.get(Clock, { strict: false });
    const id = await create();
    const { content: c } = await write(id);
    await write(id, { to: c.from });
    detail(await step(id, 'submit', manager));
    clock.set(new Date(clock.ms() + 48 * 3_600_000));
    expect(codeOf(await step(id, 'approve', operator, approval()))).toBe('offer_incomplete');
    clock.set(null);
  });
});

describe('what is published', () => {
  test('a new version takes the place of the old one, which issued vouchers keep; the approver sees what changes', async () => {
    const offer = await publish();
    const first = await claim(t, resident, offer);
    const id = await create(manager, offer);
    expect(codeOf(await send('POST', 'offer-drafts', manager, { requestId: requestId(), offerId: offer }))).toBe('offer_draft_open');
    await write(id, { benefit: { kind: 'percent', payPercent: 70, capFen: null } });
    expect(await claimed(offer)).toBe(200); // the one in use stays in use while the next one waits
    const waiting = detail(await step(id, 'submit', manager));
    expect(waiting.present).toEqual({ version: 1, issued: 2 });
    expect(waiting.lines.filter((l) => l.changed)).toEqual([
      { key: 'benefit', title: '柜台怎么算', now: '按账单 8 折，最多减 50.00 元', next: '按账单 7 折', changed: true },
    ]);
    detail(await step(id, 'approve', operator, approval()));
    expect([await claimed(offer, 1), await claimed(offer, 2)]).toEqual(['perk_offer_changed', 200]);
    const held = await t.send('GET', `/api/perks/vouchers/${first.body.id}`, { token: resident.token });
    expect(held.body).toMatchObject({ benefit: { payPercent: 80, capFen: 5000 } });
    const done = await send('GET', 'offer-drafts?state=done', manager);
    expect((done.body as unknown as { items: { offerId: string; version: number; state: string }[] }).items.filter((d) => d.offerId === offer)).toMatchObject([
      { version: 2, state: 'published' },
      { version: 1, state: 'replaced' },
    ]);
    expect(await audit(t)).toEqual([]);
  });
  test('paused and resumed, ended for good; what the centre has paused the merchant does not resume', async () => {
    const offer = await publish();
    expect(codeOf(await move(offer, 'pause', manager))).toBe('ok');
    expect(await claimed(offer)).toBe('perk_paused');
    expect(codeOf(await move(offer, 'pause', manager))).toBe('offer_wrong_state');
    expect(codeOf(await move(offer, 'resume', manager))).toBe('ok');
    expect(codeOf(await move(offer, 'resume', manager))).toBe('offer_wrong_state');
    expect(codeOf(await move(offer, 'pause', operator))).toBe('ok');
    expect(codeOf(await move(offer, 'resume', manager))).toBe('offer_paused_by_centre');
    expect(codeOf(await move(offer, 'resume', operator))).toBe('ok');
    const stranger = await testMember(t, await testShop(t), 'manager');
    for (const event of ['pause', 'resume', 'end']) {
      expect(codeOf(await move(offer, event, operator, 9))).toBe('offer_changed');
      expect(codeOf(await move(offer, event, stranger))).toBe('offer_unknown');
    }
    expect(codeOf(await move(offer, 'end', manager))).toBe('ok');
    expect(codeOf(await move(offer, 'end', operator))).toBe('offer_wrong_state');
    expect(await claimed(offer)).toBe('perk_ended');
    expect(codeOf(await send('POST', 'offer-drafts', manager, { requestId: requestId(), offerId: offer }))).toBe('offer_wrong_state');
    expect(codeOf(await send('POST', 'offer-drafts', stranger, { requestId: requestId(), offerId: offer }))).toBe('offer_unknown');
    const row = ((await send('GET', 'offers', manager)).body as unknown as { items: { id: string }[] }).items.find((o) => o.id === offer);
    expect(row).toMatchObject({ state: 'ended', may: [], issued: 0 });
  });
  test('the same creation asked many times at once is one draft', async () => {
    const body = { requestId: requestId(), offerId: null };
    const answers = await Promise.all(Array.from({ length: 16 }, () => send('POST', 'offer-drafts', manager, body)));
    expect(new Set(answers.map((a) => JSON.stringify(a.body))).size).toBe(1);
  });
  test('one minimum grade for a business and purpose, also when two are approved at once', async () => {
    const other = await testShop(t);
    const own = await testMember(t, other, 'manager');
    const drafts = await Promise.all(
      (['good', 'excellent'] as const).map(async (minGrade) => {
        const id = await create(own);
        await write(id, { minGrade, consent: 'perk_ticket', shopIds: [other.shopId] }, own);
        detail(await step(id, 'submit', own));
        return id;
      }),
    );
    const codes = await Promise.all(drafts.map(async (id) => codeOf(await step(id, 'approve', operator, approval()))));
    expect(codes.sort()).toEqual(['offer_grade_floor', 'ok']);
    await testOffer(t, shop, { consent: 'perk_deposit', rule: { minGrade: 'good' } });
    await expect(testOffer(t, shop, { consent: 'perk_deposit' })).rejects.toMatchObject({ code: 'offer_grade_floor' });
  });
  test('lists are paged by key', async () => {
    const business = await testShop(t);
    const own = await testMember(t, business, 'manager');
    for (let i = 0; i < 21; i++) await create(own);
    const page = async (after = '') =>
      (await send('GET', `offer-drafts?state=draft${after}`, own)).body as unknown as { items: { id: string }[]; next: string | null };
    const first = await page();
    const second = await page(`&after=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 1, null]);
    expect(new Set([...first.items, ...second.items].map((d) => d.id)).size).toBe(21);
  });
});

test('random acts by random people: no draft gives a voucher, and what the server lets through is what the table allows', async () => {
  const ACTS = ['edit', 'submit', 'return', 'withdraw', 'approve', 'pause', 'resume', 'end', 'claim'] as const;
  const script = fc.array(fc.record({ who: fc.constantFrom('manager', 'operator', 'resident'), act: fc.constantFrom(...ACTS) }), {
    minLength: 4,
    maxLength: 14,
  });
  const people = { manager, operator, resident };
  await fc.assert(
    fc.asyncProperty(script, async (steps) => {
      const id = await create();
      const { offerId } = await get(id);
      await write(id);
      let state = 'draft';
      for (const { who, act } of steps) {
        const actor = people[who as keyof typeof people];
        if (act === 'claim') {
          expect([state, (await claimed(offerId)) === 200]).toEqual([state, state === 'published']);
          continue;
        }
        const { rev, content: c } = await get(id, operator);
        const onOffer = act === 'pause' || act === 'resume' || act === 'end';
        const more = act === 'edit' ? { content: c } : act === 'return' ? { reason: '请补依据' } : act === 'approve' ? approval() : {};
        const r = onOffer
          ? await move(offerId, act, actor)
          : await send(act === 'edit' ? 'PUT' : 'POST', `offer-drafts/${id}${act === 'edit' ? '' : `/${act}`}`, actor, { rev, ...more });
        if (r.status === 200 && who === 'resident') throw new Error(`a resident could ${act}`);
        state = (await get(id, operator)).state;
        if (r.status !== 200) expect([act, state]).toEqual([act, (await get(id, operator)).state]);
        if (state === 'published' || state === 'paused' || state === 'ended') expect((await get(id, operator)).steps.map((s) => s.event)).toContain('approve');
      }
    }),
    { numRuns: 15, seed: 20261125 },
  );
});
