import type { INestApplicationContext } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { seedGradeHistory, seedOptIns } from './credit.seed.js';
import { seedDeposits } from './deposits.seed.js';
import { seedOffers } from './offers.seed.js';
import { seedOrganisations } from './organisations.seed.js';
import { seedParking } from './parking.seed.js';
import { seedPartners } from './partners.seed.js';
import { seedPeople } from './people.seed.js';
import { seedRecords } from './records.seed.js';
import { seedSchemes } from './schemes.seed.js';
import type { DemoAccount, Seeder } from './seeder.js';
import { seedVouchers } from './vouchers.seed.js';

/** In this order: later ones may use what earlier ones made. */
const SEEDERS: readonly (readonly [string, Seeder])[] = [
  ['organisations', seedOrganisations],
  ['partners', seedPartners],
  ['people', seedPeople],
  ['opt-ins', seedOptIns],
  ['records', seedRecords],
  ['grade-history', seedGradeHistory],
  ['offers', seedOffers],
  ['deposits', seedDeposits],
  ['parking', seedParking],
  ['schemes', seedSchemes],
  ['vouchers', seedVouchers],
];
interface SeedRecord {
  _id: string;
  /** Sealed: phones and authenticators, though invented ones. A list in what earlier releases stored, sealed with the next start. */
  accounts: string | readonly DemoAccount[];
  at: Date;
}

/** Demo data, each part once per database; answers every account there is, also those of earlier runs. */
export async function seed(app: INestApplicationContext): Promise<DemoAccount[]> {
  const done = app.get<Connection>(getConnectionToken()).collection<SeedRecord>('seeds');
  const clock = app.get(Clock);
  const cipher = app.get(FieldCipher);
  const accounts: DemoAccount[] = [];
  for (const [name, run] of SEEDERS) {
    const place = { collection: 'seeds', field: 'accounts', id: name } as const;
    const before = (await done.findOne({ _id: name }))?.accounts;
    const list: readonly DemoAccount[] = typeof before === 'string' ? JSON.parse(cipher.open(place, before)) : (before ?? (await run(app)));
    const sealed = { accounts: cipher.seal(place, JSON.stringify(list)) };
    if (typeof before !== 'string') await done.updateOne({ _id: name }, { $set: sealed, $setOnInsert: { at: clock.now() } }, { upsert: true });
    accounts.push(...list);
  }
  return accounts;
}
