// bench:notnow: whether a partner with a stop-watch could tell one way of being not now from another (architecture rule 5). One run, every way in
// turn, one connection; distributions are compared with each other, so nothing depends on how fast the machine is.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../scripts/lib/util.mjs';
import { must } from '../support/login.mjs';
import { signingClient } from '../support/partner.mjs';
import { perks } from '../support/perks.mjs';
import { system } from '../support/run-app.mjs';
import { load, machine, median, PRODUCTION } from './sides.mjs';

const REDIRECT = 'https://operator.example/return';
/** One of the built server's own services. */
const service = async (helper, file, name) => helper.get((await import(pathToFileURL(path.join(ROOT, `server/dist/${file}.js`)).href))[name]);
const token = () => randomBytes(16).toString('base64url');
const day = (days) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** Ways of being not now, each brought about for somebody who was a yes before; all but the last two change the person. */
const CAUSES = {
  'the grade is not opened': { 'standing.optedInAt': null, 'standing.grade': null },
  'the grade is not enough': { 'standing.grade': 'good' },
  unrated: { 'standing.grade': 'unrated', 'standing.unratedReason': 'not_enough' },
  'a serious record': { 'standing.seriousRecord': true },
  'the name is no longer proven': { assurance: 'none' },
  frozen: { frozenAt: new Date() },
  leaving: { leaving: { at: new Date() } },
  withdrawn: 'withdrawal',
  'nobody’s number': 'unknown',
};

/** An operator registered by the server's own services, and its client. */
async function operator(s, helper) {
  const id = `op-${token()}`;
  const [organisations, partners, clients] = await Promise.all([
    service(helper, 'organisations/organisations.service', 'OrganisationsService'),
    service(helper, 'partners/partners.service', 'PartnersService'),
    service(helper, 'mobility/deposit/clients.service', 'DepositClients'),
  ]);
  await organisations.put({ _id: id, kind: 'partner', name: '示例单车（示例）', contact: '022-0000-0000' });
  const purposes = [{ purpose: 'deposit_free', statement: '示例', minGrade: 'excellent' }];
  await partners.put({ id, kind: 'deposit_free', state: 'active', claims: ['deposit_free', 'ride_events'], purposes, webhook: null });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = { name: 'k1', publicKey: publicKey.export({ format: 'jwk' }).x, from: new Date(0), until: null, by: 'bench' };
  const keyId = await partners.addKey(id, key);
  const rule = {
    assurance: 'basic',
    age: { min: 18, max: null },
    minGrade: 'excellent',
    noSeriousRecord: true,
    zones: null,
    consent: true,
    perPerson: null,
    perPersonPerDay: null,
    from: day(-1),
    to: day(300),
    weekdays: null,
    hours: null,
  };
  await clients.put({
    _id: id,
    organisationId: id,
    operator: '示例单车',
    kind: 'bike',
    title: '共享单车',
    depositFen: 19_900,
    redirects: [REDIRECT],
    home: '',
    open: true,
    rule,
  });
  return { id, ...signingClient({ url: s.url, keyId, privateKey }) };
}
/** From a request in the operator's app to its authorisation, as a resident and an operator do it. */
async function authorised(s, op, { token: bearer }) {
  const verifier = randomBytes(32).toString('base64url');
  const ask = { client: op.id, redirect: REDIRECT, state: token(), challenge: createHash('sha256').update(verifier).digest('base64url'), method: 'S256' };
  const shown = await must(s.url, 'GET', `/api/deposit/request?${new URLSearchParams(ask)}`, { token: bearer });
  const body = { ...ask, decision: 'agree', consentTextVersion: shown.consent.version };
  const { back } = await must(s.url, 'POST', '/api/deposit/decisions', { token: bearer, body });
  const code = new URL(back.url).searchParams.get('code');
  const r = await op.post('/api/partner/v1/deposit/exchanges', { code, redirect: REDIRECT, verifier }, { idempotencyKey: true });
  if (r.body.verdict !== 'yes') throw new Error(`no yes to begin with: ${JSON.stringify(r.body)}`);
  return r.body.authorisation;
}
/** People of one way each, with the authorisation the operator asks about. */
async function peopleOf(s, op, helper, each, ways = { yes: null, ...CAUSES }) {
  const people = (await s.db()).collection('people');
  const grades = await service(helper, 'credit/grade-results.service', 'GradeResults');
  const at = new Date();
  const standing = {
    rev: 1,
    computedRev: 1,
    optedInAt: at,
    textVersion: 'personal_grade-2',
    grade: 'excellent',
    unratedReason: null,
    seriousRecord: false,
    validUntil: null,
    computedAt: at,
    schemeId: null,
    sets: grades.setsOn(day(0)).key,
  };
  const of = {};
  for (const [cause, how] of Object.entries(ways)) {
    const all = await helper.residents(each);
    await people.updateMany({ _id: { $in: all.map((p) => p.id) } }, { $set: { standing } });
    of[cause] = [];
    for (const who of all) {
      const id = await authorised(s, op, who);
      if (how === 'withdrawal') await must(s.url, 'POST', `/api/deposit/authorisations/${id}/withdrawal`, { token: who.token, body: { confirm: true } });
      else if (how !== null && typeof how === 'object') await people.updateOne({ _id: who.id }, { $set: how });
      of[cause].push(how === 'unknown' ? token() : id);
    }
  }
  return of;
}
/** Share of pairs in which the first is slower, ties counted half: one half where nothing tells them apart. */
function slower(a, b) {
  const all = [...a.map((ms) => ({ ms, first: true })), ...b.map((ms) => ({ ms, first: false }))].sort((x, y) => x.ms - y.ms);
  let ranks = 0;
  for (let i = 0; i < all.length; ) {
    let j = i;
    while (j < all.length && all[j].ms === all[i].ms) j++;
    for (let k = i; k < j; k++) if (all[k].first) ranks += (i + j + 1) / 2;
    i = j;
  }
  return (ranks - (a.length * (a.length + 1)) / 2) / (a.length * b.length);
}

/** Answers { table, goals, notes }. */
export async function bench({ each = 30, rounds = 500, warm = 60 } = {}) {
  const started = load();
  const s = await system({ processes: 1, ownMongod: true, h5: false, env: PRODUCTION });
  const helper = await perks(s);
  try {
    const parameters = await service(helper, 'parameters/parameters.service', 'ParametersService');
    await parameters.setPersonalGrade('on', { reference: ['示例'], approvedBy: 'bench' });
    const [op, other] = [await operator(s, helper), await operator(s, helper)];
    const ids = await peopleOf(s, op, helper, each);
    // the other operator's people are a yes of its own
    ids['another operator’s number'] = (await peopleOf(s, other, helper, each, { yes: null })).yes;
    const names = Object.keys(ids);
    const times = Object.fromEntries(names.map((n) => [n, []]));
    let wrong = 0;
    for (let round = -warm; round < rounds; round++) {
      const from = Math.abs(round * 7) % names.length; // each way is asked first, last and in between
      for (const name of [...names.slice(from), ...names.slice(0, from)]) {
        const list = ids[name];
        const body = { authorisation: list[Math.abs(round) % list.length], order: token(), startedAt: new Date().toISOString() };
        const r = await op.post('/api/partner/v1/deposit/orders', body);
        if (r.status !== 200 || r.body.verdict !== (name === 'yes' ? 'yes' : 'not_now')) wrong++;
        if (round >= 0) times[name].push(r.ms);
      }
    }
    const causes = names.filter((n) => n !== 'yes');
    const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.floor(list.length * q)];
    const rows = names.map((name) => {
      const rest = causes.filter((c) => c !== name).flatMap((c) => times[c]);
      const [mine, theirs] = [times[name], rest];
      return {
        name,
        p50: median(mine) / median(theirs),
        p95: quantile(mine, 0.95) / quantile(theirs, 0.95),
        slower: slower(mine, theirs),
      };
    });
    const told = rows.filter((r) => r.name !== 'yes');
    const apart = Math.max(...told.map((r) => Math.abs(2 * r.slower - 1)));
    const f = (n) => n.toFixed(3);
    const goals = [
      { what: 'what no stop-watch gains: 1 − |2 × share of pairs that are slower − 1|, the worst way', value: 1 - apart, goal: 0.9 },
      { what: 'median ÷ median of all other ways, the farthest from 1', value: Math.min(...told.map((r) => Math.min(r.p50, 1 / r.p50))), goal: 0.95 },
      { what: 'share of right answers', value: wrong ? 0 : 1, goal: 1 },
    ].map((g) => ({ ...g, met: g.value >= g.goal }));
    return {
      table: [
        '| answer | median ÷ the other ways’ | p95 ÷ the other ways’ | slower than one of them, share of pairs (0.5: cannot be told) |',
        '|---|---:|---:|---:|',
        ...rows.map((r) => `| ${r.name === 'yes' ? 'yes (writes its order)' : r.name} | ${f(r.p50)} | ${f(r.p95)} | ${f(r.slower)} |`),
      ],
      goals,
      notes: `${rounds} answers of each, one at a time in turn, ${warm} before anything counts; ${machine()}, load ${started} before, ${load()} after`,
    };
  } finally {
    await helper.stop();
    await s.stop();
  }
}
