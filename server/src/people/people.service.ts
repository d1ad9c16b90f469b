import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ActorSource } from '../platform/actor-source.js';
import { AppError } from '../platform/app-error.js';
import { BatchedReader } from '../platform/batched-reader.js';
import type { Actor } from '../platform/context.js';
import type { Claims } from '../platform/tokens.js';
import { Person } from './person.schema.js';

/** What nearly every request needs of a person, none of it personal data in plain: read once, in a batch with others. */
export type PersonState = Pick<Person, '_id' | 'epoch' | 'sessions' | 'assurance' | 'frozenAt' | 'credit' | 'numberHash' | 'born'>;

@Injectable()
export class PeopleService extends ActorSource {
  private readonly states: BatchedReader<PersonState>;

  constructor(@InjectModel(Person.name) private readonly people: Model<Person>) {
    super();
    this.states = new BatchedReader(() => this.people.collection as never, {
      epoch: 1,
      sessions: 1,
      assurance: 1,
      frozenAt: 1,
      credit: 1,
      numberHash: 1,
      born: 1,
    });
  }

  /** Read only: the document is shared by concurrent callers. */
  state(id: string): Promise<PersonState | null> {
    return this.states.get(id);
  }

  async actorOf(claims: Claims): Promise<Actor | null> {
    const person = await this.state(claims.sub);
    if (!person || person.epoch !== claims.epoch) return null;
    const session = person.sessions.find((s) => s.id === claims.sid);
    if (!session) return null;
    if (person.frozenAt) throw new AppError('auth_frozen');
    return {
      personId: person._id,
      sessionId: session.id,
      role: 'resident',
      membershipId: null,
      organisationId: null,
      assurance: person.assurance,
      highOnThisDevice: person.assurance === 'high' && session.high,
    };
  }
}
