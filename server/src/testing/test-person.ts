import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { Person } from '../people/person.schema.js';
import { FieldCipher } from '../platform/field-cipher.js';
import { newId } from '../platform/id.js';
import { Tokens } from '../platform/tokens.js';
import type { TestApp } from './test-app.js';

export interface TestPerson {
  readonly id: string;
  readonly token: string;
  readonly numberHash: string | undefined;
  /** The same person, acting under this membership. */
  as(mid: string): TestPerson;
}
/** Somebody logged in, written straight into the database: for specs about what comes after the log-in. */
export async function testPerson(
  t: TestApp,
  {
    assurance = 'high',
    high = assurance === 'high',
    number,
    name = '李示例宁',
    born = '1990-03-07',
    mid = null,
  }: { assurance?: Person['assurance']; high?: boolean; number?: string; name?: string; born?: string; mid?: string | null } = {},
): Promise<TestPerson> {
  const cipher = t.app.get(FieldCipher, { strict: false });
  const at = new Date();
  const [_id, sid] = [newId(), newId()];
  const seal = (field: string, text: string) => cipher.seal({ collection: 'people', field, id: _id }, text);
  const numberHash = assurance === 'none' ? undefined : cipher.hash('people.number', number ?? `test-${_id}`);
  const person: Person = {
    _id,
    assurance,
    epoch: 0,
    sessions: [{ id: sid, deviceId: 'd', deviceName: '示例手机', high, staff: false, membershipId: mid, createdAt: at, lastSeenAt: at }],
    frozenAt: null,
    standing: null,
    createdAt: at,
    ...(numberHash && { numberHash, numberKind: 'resident_id', name: seal('name', name), born: seal('born', born) }),
  };
  await t.app.get<Connection>(getConnectionToken()).collection<Person>('people').insertOne(person);
  const acting = (under: string | null): TestPerson => ({
    id: _id,
    numberHash,
    as: acting,
    // made when it is used: specs move the clock
    get token() {
      return t.app.get(Tokens, { strict: false }).sign({ sub: _id, sid, epoch: 0, mid: under });
    },
  });
  return acting(mid);
}
