import mongoose from 'mongoose';
import { auditOffers } from './audit.js';

/** Prints every discrepancy of the offers in this database, and one closing line; answers how many there are. Only reads. */
export async function audit(uri: string, print: (line: string) => void): Promise<number> {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  try {
    const { offers, vouchers, findings } = await auditOffers(connection);
    for (const { offer, what, expected, found } of findings) print(`${offer}: ${what}: expected ${expected}, found ${found}`);
    print(`${offers} offers, ${vouchers} vouchers, ${findings.length} discrepancies`);
    return findings.length;
  } finally {
    await connection.close();
  }
}
