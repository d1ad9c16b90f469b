import type { Endpoint, Role } from '@binhai/shared/contract/http';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../../platform/clock.js';
import { RegisterService } from '../../register/register.service.js';
import { BASES } from '../../register/words.js';
import type { TestApp } from '../test-app.js';
import { type TestShop, testMember, testShop } from '../test-offers.js';
import type { TestPartner } from '../test-partner.js';
import { type TestPerson, testPerson } from '../test-person.js';

/** One request at the door, on objects that exist. */
export interface Call {
  /** Null: nobody is logged in. */
  readonly who: TestPerson | null;
  /** Who signs the request, at an endpoint of partners; `who` is null there. */
  readonly partner?: TestPartner | undefined;
  /** Whose data it shows; more than one for a list. */
  readonly subjects: readonly string[];
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: object;
}
/**
 * Which entry a look leaves. own: one a session, purpose and day. each: the person's own, every one. other: somebody else's or the system's,
 * one a subject and look.
 */
export type EntryRule = 'own' | 'each' | 'other';
export interface DoorFixture {
  readonly rule: EntryRule;
  /** Its success spends it: asked once more it is refused or answered from memory, and leaves nothing more. */
  readonly single?: true;
  /** What it shows is computed of what was read before the entry; nothing is left to fail after it. */
  readonly derived?: true;
  /** Makes what the request needs. `person`: the same somebody once more (own rule), with objects of its own. */
  arrange(world: DoorWorld, role: Role, person?: TestPerson): Promise<Call>;
}
export const urlOf = (e: Endpoint, { params = {}, query = '' }: Call): string => e.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? name) + query;

/** The world in which the door is walked: one application, one shop, and whoever a fixture makes. */
export class DoorWorld {
  private constructor(
    readonly t: TestApp,
    readonly shop: TestShop,
  ) {}

  static async of(t: TestApp): Promise<DoorWorld> {
    return new DoorWorld(t, await testShop(t));
  }
  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.t.app.get<T>(type, { strict: false });
  }
  get db(): Connection {
    return this.t.app.get<Connection>(getConnectionToken());
  }
  get clock(): Clock {
    return this.get(Clock);
  }
  resident(person?: TestPerson): Promise<TestPerson> {
    return person ? Promise.resolve(person) : testPerson(this.t);
  }
  /** The high level is proven once more, just now, on every device of theirs. */
  async prove({ id }: TestPerson): Promise<void> {
    await this.db.collection<{ _id: string }>('people').updateOne({ _id: id }, { $set: { 'sessions.$[].highAt': this.clock.now() } });
  }
  member(role: Role): Promise<TestPerson> {
    return testMember(this.t, this.shop, role);
  }
  /** A look by staff that names no case. */
  async staffLook({ id }: TestPerson, person: TestPerson): Promise<void> {
    await this.get(RegisterService).other({
      subject: person.id,
      kind: 'staff',
      actor: id,
      organisationId: this.shop.organisationId,
      purpose: 'membership_admin',
      basis: BASES.demo,
      items: ['手机号（部分）'],
    });
  }
  /** Somebody logged in who may not ask this; null when everybody logged in may. */
  async stranger({ who }: Endpoint): Promise<TestPerson | null> {
    if (!Array.isArray(who)) return null;
    return who.includes('resident') ? this.member('clerk') : this.resident();
  }
  /** For arranging: what fails here is a fault of the fixture. */
  async made<T>(who: TestPerson, method: string, path: string, body?: object): Promise<T> {
    const r = await this.t.send(method, path, { token: who.token, ...(body && { body }) });
    if (r.status !== 200) throw new Error(`fixture: ${method} ${path}: ${JSON.stringify(r.body)}`);
    return r.body as T;
  }
}
