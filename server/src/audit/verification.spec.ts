import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { headText, linkOf } from '@binhai/shared/merkle/entry';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { getConnectionToken } from '@nestjs/mongoose';
import mongoose, { type Connection } from 'mongoose';
import { CONFIG, type Config } from '../config.js';
import { changeKeysFile } from '../platform/keys.js';
import { bytes64, leafOf, sha256, text64 } from '../register/leaf.js';
import type { LogHead, LogLeaf, LogTile, RegisterLane } from '../register/log.schema.js';
import type { Broken, Fault } from '../register/log-walk.js';
import { RegisterService } from '../register/register.service.js';
import type { RegisterEntry } from '../register/register-entry.schema.js';
import { RegisterSealer } from '../register/sealer.service.js';
import { RegisterVerification, type VerifyOptions } from '../register/verification.service.js';
import { type TestApp, testApp } from '../testing/test-app.js';
import { command, sentenceOf } from './cli.js';

const { Binary } = mongoose.mongo;
/** More than a tile of the tree, and no multiple of one. */
const ENTRIES = 600;
let a: TestApp, b: TestApp;
const db = (t = a) => t.app.get<Connection>(getConnectionToken());
const entries = () => db().collection<RegisterEntry>('register_entries');
const log = () => db().collection<LogLeaf>('register_log');
const heads = () => db().collection<LogHead>('register_heads');
const tiles = () => db().collection<LogTile>('register_tiles');
const lanes = () => db().collection<RegisterLane>('register_lanes');
const NAMES = ['register_entries', 'register_log', 'register_heads', 'register_tiles', 'register_lanes'] as const;

const look = (t: TestApp, n: number) =>
  t.app.get(RegisterService).other({
    subject: `person-${n % 7}`,
    kind: 'staff',
    actor: 'clerk-1',
    organisationId: 'org',
    purpose: 'voucher_redemption',
    basis: 'consent:c1',
    items: [`第 ${n} 次`],
  });
async function many(n: number): Promise<void> {
  for (let i = 0; i < n; i += 250) await Promise.all(Array.from({ length: Math.min(250, n - i) }, (_, k) => look(k % 2 ? a : b, i + k)));
}
async function sealAll(t = a): Promise<void> {
  while ((await t.app.get(RegisterSealer).seal()) > 0);
}
const verify = (options: Partial<VerifyOptions> = {}, t = a) =>
  t.app.get(RegisterVerification).verify({ erasedThrough: -1, putAway: async () => new Set(), ...options });
const NOWHERE = { index: null, lane: null, seq: null, entry: null };

/** The sound register, to be put back after each tampering. */
const sound = new Map<string, mongoose.mongo.Document[]>();
let leaf: LogLeaf;
let before: LogLeaf;
let entry: RegisterEntry;
beforeAll(async () => {
  a = await testApp('verification', { LOG_LEVEL: 'silent' });
  b = await a.second();
  for (const n of [1, 255, ENTRIES - 256]) {
    await many(n);
    await sealAll();
  }
  for (const name of NAMES) sound.set(name, await db().collection(name).find().toArray());
  const leaves = await log().find().sort({ _id: 1 }).toArray();
  leaf = leaves.find((l) => l._id > 400 && l.seq > 2 && leaves[l._id - 1]?.lane === l.lane) as LogLeaf; // in the middle of a lane and of a sealing
  before = leaves[leaf._id - 1] as LogLeaf;
  entry = (await entries().findOne({ _id: leaf.entry })) as RegisterEntry;
});
afterAll(async () => {
  await b?.close();
  await a?.close();
});
const at = (fault: Fault, l: LogLeaf = leaf): Broken => ({ fault, index: l._id, lane: l.lane, seq: l.seq, entry: l.entry });

describe('stored, and nobody writes', () => {
  afterEach(async () => {
    for (const [name, docs] of sound) {
      await db().collection(name).deleteMany({});
      await db().collection(name).insertMany(docs);
    }
  });
  test('a sound log by two processes, in several heads, passes; the head it ends with is the published one', async () => {
    const { head } = (await a.send('GET', '/api/register/head')).body as { head: { size: number; root: string } };
    const { sound: found, broken } = await verify();
    expect([broken, found]).toEqual([
      null,
      { entries: ENTRIES, erased: 0, heads: await heads().countDocuments(), waiting: 0, head: { size: ENTRIES, root: head.root } },
    ]);
  });
  test('an entry that is gone: dropped, unless a deletion put it away or its years are over', async () => {
    await entries().deleteOne({ _id: leaf.entry });
    expect((await verify()).broken).toEqual(at('entry_missing'));
    const asked: string[] = [];
    const putAway = async (ids: readonly string[]) => {
      asked.push(...ids);
      return new Set(ids);
    };
    expect((await verify({ putAway })).sound).toMatchObject({ entries: ENTRIES, erased: 1 });
    expect(asked).toEqual([leaf.entry]);
    const day = Math.floor(entry.at.getTime() / 86_400_000);
    expect((await verify({ erasedThrough: day - 1 })).broken).toEqual(at('entry_missing'));
    expect((await verify({ erasedThrough: day })).sound).toMatchObject({ erased: 1 });
  });

  describe('tampering is caught and named', () => {
    const change = (set: Partial<RegisterEntry>) => entries().updateOne({ _id: leaf.entry }, { $set: set });
    const forgedHead = (size: number, root: string, keyId: string, key = generateKeyPairSync('ed25519').privateKey) => {
      const when = new Date('2026-11-25T02:00:00.000Z');
      const signature = sign(null, Buffer.from(headText({ size, root, at: when.toISOString() })), key).toString('base64url');
      return heads().replaceOne({ _id: size }, { root, at: when, keyId, signature }, { upsert: true });
    };
    const headAt = async (size: number) => (await heads().findOne({ _id: size })) as LogHead;
    const lastHead = () => headAt(ENTRIES);

    test.each<[string, Partial<RegisterEntry>]>([
      ['what was looked at', { items: ['别的'] }],
      ['when', { at: new Date('2026-11-25T02:00:00.001Z') }],
      ['whose', { subject: 'person-x' }],
      ['who looked', { actor: 'clerk-2' }],
      ['in which organisation', { organisationId: null }],
      ['why', { purpose: 'own_credit' }],
      ['on what ground', { basis: '本人' }],
      ['the salt', { salt: text64(randomBytes(16)) }],
      ['a date that is none', { at: '2026' as never }],
    ])('a changed field: %s', async (_, set) => {
      await change(set);
      expect((await verify()).broken).toEqual(at('entry_differs'));
    });
    test('a changed link', async () => {
      await change({ link: text64(randomBytes(32)) });
      expect((await verify()).broken).toEqual(at('link_differs'));
    });
    test('an entry dropped from entries and log', async () => {
      await entries().deleteOne({ _id: leaf.entry });
      await log().deleteOne({ _id: leaf._id });
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'log_gap', index: leaf._id });
    });
    test('an entry dropped, and the log closed over the gap', async () => {
      await entries().deleteOne({ _id: leaf.entry });
      const rest = await log()
        .find({ _id: { $gte: leaf._id } })
        .sort({ _id: 1 })
        .toArray();
      await log().deleteMany({ _id: { $gte: leaf._id } });
      await log().insertMany(rest.slice(1).map((l) => ({ ...l, _id: l._id - 1 })));
      const next = rest.slice(1).find((l) => l.lane === leaf.lane) as LogLeaf;
      const first = (await verify()).broken;
      expect(first?.index).toBeLessThanOrEqual(next._id - 1);
      expect(['lane_order', 'tree_differs']).toContain(first?.fault);
    });
    test('two entries that changed their places in the lane', async () => {
      await entries().deleteMany({ _id: { $in: [leaf.entry, before.entry] } });
      const first = sound.get('register_entries')?.find((e) => String(e._id) === before.entry) as unknown as RegisterEntry;
      await entries().insertMany([
        { ...entry, seq: before.seq },
        { ...first, seq: leaf.seq },
      ]);
      expect((await verify()).broken).toEqual(at('entry_other', before));
    });
    test('two leaves that changed their places in the log', async () => {
      await log().deleteMany({ _id: { $in: [leaf._id, before._id] } });
      await log().insertMany([
        { ...leaf, _id: before._id },
        { ...before, _id: leaf._id },
      ]);
      expect((await verify()).broken).toEqual(at('lane_order', { ...leaf, _id: before._id }));
    });
    test('an entry slipped in behind the others of a lane, with a link that fits nothing', async () => {
      const [lane] = await lanes().find().sort({ logged: -1 }).toArray();
      await entries().insertOne({ ...entry, _id: 'slipped-in', lane: lane?._id ?? '', seq: (lane?.logged ?? 0) + 1 });
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'entry_stray', lane: lane?._id, seq: (lane?.logged ?? 0) + 1, entry: 'slipped-in' });
    });
    test('an entry with no place, and one in a lane that nobody opened', async () => {
      const { lane: _lane, seq: _seq, ...placeless } = entry;
      await entries().insertOne({ ...placeless, _id: 'placeless' });
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'entry_outside', entry: 'placeless' });
      await entries().deleteOne({ _id: 'placeless' });
      await entries().insertOne({ ...entry, _id: 'nobodys', lane: 'nobodys', seq: 1 });
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'entry_outside', lane: 'nobodys', seq: 1, entry: 'nobodys' });
    });
    test('an entry in a lane that is closed', async () => {
      await lanes().updateOne({ _id: leaf.lane }, { $set: { closed: true } });
      const seq = ((await lanes().findOne({ _id: leaf.lane }))?.logged ?? 0) + 1;
      await entries().insertOne({ ...entry, _id: 'late', seq });
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'entry_outside', lane: leaf.lane, seq, entry: 'late' });
    });
    test('a forked lane: a second entry at the same place', async () => {
      await entries().dropIndex('lane_1_seq_1');
      try {
        await entries().insertOne({ ...entry, _id: 'fork', items: ['别的'] });
        expect((await verify()).broken).toMatchObject({ fault: expect.stringMatching(/entry_(stray|other)/), lane: leaf.lane, seq: leaf.seq });
      } finally {
        await entries().deleteMany({ _id: 'fork' });
        await entries().createIndex({ lane: 1, seq: 1 }, { unique: true, partialFilterExpression: { lane: { $gt: '' } } });
      }
    });
    test('a forked lane: the lane goes on from an earlier entry', async () => {
      const [lane] = await lanes().find().sort({ logged: -1 }).toArray();
      const salt = randomBytes(16);
      const fork = { ...entry, _id: 'fork', lane: lane?._id ?? '', seq: (lane?.logged ?? 0) + 1, salt: text64(salt) };
      const link = linkOf(sha256, bytes64(entry.link ?? ''), leafOf(fork, salt));
      await entries().insertOne({ ...fork, link: text64(link) });
      expect((await verify()).broken).toMatchObject({ fault: 'entry_stray', entry: 'fork' });
    });
    test('an entry rewritten with its leaf, and all links after it made to fit', async () => {
      await change({ items: ['别的'] });
      const data = leafOf({ ...entry, items: ['别的'] }, bytes64(entry.salt ?? ''));
      await log().updateOne({ _id: leaf._id }, { $set: { data: new Binary(data) } });
      const prior = (await entries().findOne({ _id: before.entry })) as RegisterEntry;
      await change({ link: text64(linkOf(sha256, bytes64(prior.link ?? ''), data)) });
      expect((await verify()).broken).toEqual(at('tree_differs'));
    });
    test('a changed tree, of which the log knows nothing', async () => {
      const tile = (await tiles().findOne({ _id: '0.1' })) as LogTile;
      const hashes = Buffer.from(tile.hashes.buffer);
      hashes[5 * 32] = (hashes[5 * 32] ?? 0) ^ 1;
      await tiles().updateOne({ _id: '0.1' }, { $set: { hashes: new Binary(hashes) } });
      expect((await verify()).broken).toMatchObject({ fault: 'tree_differs', index: 256 + 5 });
      await tiles().deleteOne({ _id: '1.0' });
      expect((await verify()).broken).toMatchObject({ fault: 'tree_differs', index: 255 });
    });
    test('a forged head: another root, none of our signatures, a key that is not ours', async () => {
      await heads().updateOne({ _id: 256 }, { $set: { root: text64(randomBytes(32)) } });
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'head_root', index: 256 });
      await forgedHead(256, String(sound.get('register_heads')?.find((h) => Number(h._id) === 256)?.root), 's1');
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'head_signature', index: 256 });
      await forgedHead(256, String(sound.get('register_heads')?.find((h) => Number(h._id) === 256)?.root), 'x9');
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'head_key', index: 256 });
    });
    test('a head put in between that was never signed, and one whose time was moved', async () => {
      await forgedHead(100, text64(randomBytes(32)), 's1');
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'head_root', index: 100 });
      await heads().deleteOne({ _id: 100 });
      await heads().updateOne({ _id: 256 }, { $set: { at: new Date('2026-01-01T00:00:00.000Z') } });
      expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'head_signature', index: 256 });
    });
    test('the last head taken away: what it covered is signed by nobody', async () => {
      const { _id } = await lastHead();
      await heads().deleteOne({ _id });
      const size = (await heads().find().sort({ _id: -1 }).limit(1).toArray())[0]?._id;
      expect((await verify()).broken).toMatchObject({ fault: 'head_missing', index: size });
    });
    test('heads and leaves cut off at the end: the lanes remember; when they forget as well, whoever noted the head does', async () => {
      const { root } = await lastHead();
      const seen = { size: ENTRIES, root };
      await heads().deleteMany({ _id: { $gt: 256 } });
      const cut = await log()
        .find({ _id: { $gte: 256 } })
        .toArray();
      await log().deleteMany({ _id: { $gte: 256 } });
      expect((await verify()).broken).toMatchObject({ fault: 'lane_differs' });
      await entries().deleteMany({ _id: { $in: cut.map((l) => l.entry) } });
      for (const { _id: lane } of await lanes().find().toArray()) {
        const last = (await log().find({ lane }).sort({ seq: -1 }).limit(1).toArray())[0];
        const link = last ? (await entries().findOne({ _id: last.entry }))?.link : '';
        await lanes().updateOne({ _id: lane }, { $set: { logged: last?.seq ?? 0, link: link ?? '' } });
      }
      expect((await verify()).sound).toMatchObject({ entries: 256 });
      expect((await verify({ seen })).broken).toEqual({ ...NOWHERE, fault: 'head_seen', index: ENTRIES });
      expect((await verify({ seen: { size: 256, root } })).broken).toEqual({ ...NOWHERE, fault: 'head_seen', index: 256 });
    });
    test('a lane that says another thing than the log, or is gone', async () => {
      await lanes().updateOne({ _id: leaf.lane }, { $inc: { logged: -1 } });
      expect((await verify()).broken).toMatchObject({ fault: 'lane_differs', lane: leaf.lane });
      await lanes().deleteOne({ _id: leaf.lane });
      expect((await verify()).broken).toMatchObject({ fault: 'lane_differs', lane: leaf.lane });
    });
    test('of several broken places the first in the log is named', async () => {
      await change({ items: ['别的'] });
      await entries().updateOne({ _id: before.entry }, { $set: { basis: '本人' } });
      await heads().updateOne({ _id: ENTRIES }, { $set: { root: text64(randomBytes(32)) } });
      expect((await verify()).broken).toEqual(at('entry_differs', before));
    });
  });

  test('the command: nothing to say against a sound log, a sentence with place and fault for a broken one, the usage for what is no head', async () => {
    const { root } = (await heads().findOne({ _id: ENTRIES })) as LogHead;
    const said = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    expect(await command(a.app, [])).toBeUndefined();
    expect(said.mock.calls.join('\n')).toContain(`${ENTRIES}:${root}`);
    expect(await command(a.app, ['--seen', `${ENTRIES}:${root}`])).toBeUndefined();
    said.mockRestore();
    expect(await command(a.app, ['--seen', 'yesterday'])).toContain('npm run register:verify');
    await entries().updateOne({ _id: leaf.entry }, { $set: { items: ['别的'] } });
    const end = await command(a.app, []);
    expect(end).toMatchObject({ stop: 'register_broken' });
    const { sentence } = end as { sentence: string };
    for (const part of [`第 ${leaf._id} 位`, leaf.lane, `第 ${leaf.seq} 条`, leaf.entry, 'entry_differs']) expect(sentence).toContain(part);
  });
});

/** Entries in the log by now. */
let all = ENTRIES;
test('entries that wait for the next sealing are no fault, and are in the log after it; a log of several steps of the verification is sound', async () => {
  await many(1600);
  expect((await verify()).sound).toMatchObject({ entries: all, waiting: 1600 });
  await sealAll();
  all += 1600;
  const told: number[] = [];
  expect((await verify({ progress: (done, of) => void told.push(done, of) })).sound).toMatchObject({ entries: all, waiting: 0 });
  expect(told).toEqual([2048, all, all, all]);
});
test('while looks are entered and sealed it finds a sound log', async () => {
  const busy = (async () => {
    for (let i = 0; i < 6; i++) {
      await many(60);
      await sealAll();
    }
  })();
  for (let done = false; !done; ) {
    done = await Promise.race([busy.then(() => true), verify().then((v) => v.broken !== null && Promise.reject(new Error(sentenceOf(v.broken))))]);
  }
  await sealAll();
  expect((await verify()).sound).toMatchObject({ entries: all + 360, waiting: 0 });
  all += 360;
});
test('heads signed with a key that was exchanged since, and those of its successor, both verify', async () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const fresh = { kid: 's2', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  changeKeysFile(a.app.get<Config>(CONFIG).KEYS_FILE, (keys) => ({ ...keys, sign: [fresh, ...keys.sign] }));
  const c = await a.second();
  try {
    await look(c, 1);
    await sealAll(c);
    expect(new Set(await heads().distinct('keyId'))).toEqual(new Set(['s1', 's2']));
    expect((await verify({}, c)).sound).toMatchObject({ entries: all + 1, waiting: 0 });
    expect((await verify()).broken).toEqual({ ...NOWHERE, fault: 'head_key', index: all + 1 }); // whoever does not know the new key
  } finally {
    await c.close();
  }
});
