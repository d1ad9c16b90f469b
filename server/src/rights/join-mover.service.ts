import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { AccountsService } from '../people/accounts.service.js';
import type { Held } from '../platform/held.js';
import { HELD } from './held.js';

/** Fields of a collection that take the other account's id when two become one. */
export const movedFields = ({ by, atJoin }: Pick<Held, 'by' | 'atJoin'>): string[] =>
  atJoin && atJoin.do !== 'one' ? [] : Object.entries(by).flatMap(([field, is]) => (is === 'person' && !field.includes('.') ? [field] : []));

/** Moves what one account holds to the one it becomes part of, by the declarations of the domains alone: a new collection moves unless it says otherwise. */
@Injectable()
export class JoinMover {
  constructor(
    accounts: AccountsService,
    @InjectConnection() private readonly connection: Connection,
  ) {
    accounts.whenJoined((from, into, session) => this.move(from, into, session));
  }

  private async move(from: string, into: string, session: ClientSession): Promise<void> {
    for (const held of HELD)
      for (const field of movedFields(held)) {
        const docs = this.connection.collection<mongo.Document>(held.collection);
        const taken = held.atJoin?.do === 'one' ? await docs.distinct(held.atJoin.per, { [field]: into }, { session }) : [];
        const free = held.atJoin?.do === 'one' ? { [held.atJoin.per]: { $nin: taken } } : {};
        await docs.updateMany({ [field]: from, ...free }, { $set: { [field]: into } }, { session });
      }
  }
}
