import { randomBytes } from 'node:crypto';
import { linkOf } from '@binhai/shared/merkle/entry';
import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import type { Migration } from '../platform/migrations.js';
import { native } from '../platform/native.js';
import { bytes64, leafOf, sha256, text64 } from './leaf.js';
import { RegisterLane } from './log.schema.js';
import { RegisterEntry } from './register-entry.schema.js';

const LANE = 'before-the-log';
const AT_ONCE = 1000;
const DAY_MS = 86_400_000;

/** Entries of a release before the log get a place in a lane of their own, in the order of their ids; the sealer takes them in from there. */
export const earlierEntries: Migration = {
  id: '0001_register_log',
  async up(app) {
    const entries = native(app.get<Model<RegisterEntry>>(getModelToken(RegisterEntry.name), { strict: false }));
    const lanes = native(app.get<Model<RegisterLane>>(getModelToken(RegisterLane.name), { strict: false }));
    for (;;) {
      const found = await entries
        .find({ lane: { $exists: false } })
        .sort({ _id: 1 })
        .limit(AT_ONCE)
        .toArray();
      if (found.length === 0) return;
      const last = await entries.findOne({ lane: LANE }, { sort: { seq: -1 } }); // where a run that was killed has come to
      let [seq, link] = [last?.seq ?? 0, bytes64(last?.link ?? '')];
      const writes = found.map((e) => {
        const salt = randomBytes(16);
        link = linkOf(sha256, link, leafOf(e, salt));
        return {
          updateOne: { filter: { _id: e._id, lane: { $exists: false } }, update: { $set: { lane: LANE, seq: ++seq, salt: text64(salt), link: text64(link) } } },
        };
      });
      await entries.bulkWrite(writes, { ordered: true, writeConcern: { w: 'majority' } });
      const until = app.get(Clock).machine(DAY_MS);
      await lanes.updateOne({ _id: LANE }, { $set: { until }, $setOnInsert: { logged: 0, link: '', closed: false } }, { upsert: true });
    }
  },
};
