import mongoose from 'mongoose';
import { Resident, ResidentSchema } from './people/resident.schema.js';
import { Offer, OfferSchema } from './perks/offer.schema.js';

/** Indexes and demo data; may be run any number of times. Answers the accounts to print. */
export async function seed(uri: string): Promise<{ code: string; who: string }[]> {
  const db = await mongoose.createConnection(uri, { autoIndex: false, serverSelectionTimeoutMS: 5000 }).asPromise();
  try {
    const residents = db.model(Resident.name, ResidentSchema);
    const offers = db.model(Offer.name, OfferSchema);
    await Promise.all([residents.createIndexes(), offers.createIndexes()]);
    const people = [
      { _id: 'r1', name: '林晓', grade: 'excellent' as const, sandboxCode: 'linxiao' },
      { _id: 'r2', name: '周强', grade: 'unrated' as const, sandboxCode: 'zhouqiang' },
    ];
    const perks = [
      { _id: 'o1', title: '停车首小时免费', minGrade: 'good' as const },
      { _id: 'o2', title: '图书馆免押金', minGrade: 'exemplary' as const },
    ];
    await residents.bulkWrite(people.map((p) => ({ replaceOne: { filter: { _id: p._id }, replacement: p, upsert: true } })));
    await offers.bulkWrite(perks.map((p) => ({ replaceOne: { filter: { _id: p._id }, replacement: p, upsert: true } })));
    return people.map((p) => ({ code: p.sandboxCode, who: `${p.name} ${p.grade}` }));
  } finally {
    await db.close();
  }
}
