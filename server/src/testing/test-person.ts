import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import type { Person } from '../people/person.schema.js';
import { Clock } from '../platform/clock.js';
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
    highAt = high ? t.app.get(Clock, { strict: false }).now() : null,
    number,
    name = '李示例宁',
    born = '1990-03-07',
    mid = null,
  }: { assurance?: Person['assurance']; high?: boolean; highAt?: Date | null; number?: string; name?: string; born?: string; mid?: string | null } = {},
): Promise<TestPerson> {
  const cipher = t.app.get(FieldCipher, { strict: false });
  const at = new Date();
  const [_id, sid] = [newId(), newId()];
  const seal = (field: 'phone' | 'name' | 'number' | 'born', text: string) => cipher.seal({ collection: 'people', field, id: _id }, text);
  const numberHash = assurance === 'none' ? undefined : cipher.hash('people.number', number ?? `test-${_id}`);
  const person: Person = {
    _id,
    assurance,
    epoch: 0,
    sessions: [{ id: sid, deviceId: 'd', deviceName: '示例手机', high, highAt, staff: false, membershipId: mid, createdAt: at, lastSeenAt: at }],
    frozenAt: null,
    standing: null,
    createdAt: at,
    ...(numberHash && {
      numberHash,
      numberKind: 'resident_id',
      number: seal('number', number ?? `test-${_id}`),
      name: seal('name', name),
      born: seal('born', born),
    }),
  };
  await people(t).insertOne(person);
  return acting(t, { id: _id, numberHash, sid }, mid);
}
/** The same person on another device, proven there too. */
export async function testSession(t: TestApp, { id, numberHash }: TestPerson, mid: string | null = null): Promise<TestPerson> {
  const [sid, at] = [newId(), new Date()];
  const session = { id: sid, deviceId: `d-${sid}`, deviceName: '示例手机', high: true, staff: false, membershipId: mid, createdAt: at, lastSeenAt: at };
  await people(t).updateOne({ _id: id }, { $push: { sessions: session } });
  return acting(t, { id, numberHash, sid }, mid);
}

const people = (t: TestApp) => t.app.get<Connection>(getConnectionToken()).collection<Person>('people');
function acting(t: TestApp, who: { id: string; numberHash: string | undefined; sid: string }, mid: string | null): TestPerson {
  const { id, numberHash, sid } = who;
  return {
    id,
    numberHash,
    as: (under) => acting(t, who, under),
    // made when it is used: specs move the clock
    get token() {
      return t.app.get(Tokens, { strict: false }).sign({ sub: id, sid, epoch: 0, mid });
    },
  };
}
