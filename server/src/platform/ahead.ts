import type { Endpoint } from '@binhai/shared/contract/http';
import { Injectable } from '@nestjs/common';
import type { Actor } from './context.js';

/** Path parameters as they came, not yet checked by their schema. */
type RawParams = Readonly<Record<string, string | undefined>>;
type Start<T> = (personId: string, params: RawParams) => Promise<T> | undefined;

/**
 * Reads begun while the guard still reads who acts, for an endpoint so often called that two trips to the database in sequence are felt.
 * One begins once the token's signature is right; what it finds waits for the actor the guard lets in, and is dropped when it lets in nobody:
 * a request of an ended session costs a read and learns nothing. The look is entered before anything leaves, as everywhere.
 */
@Injectable()
export class Ahead {
  private readonly starts = new Map<string, Start<unknown>>();
  private readonly begun = new WeakMap<Actor, Promise<unknown>>();

  /** Registers the read of an endpoint; the answer hands out what was begun for an actor's request, undefined where nothing was. */
  at<T>(endpoint: Endpoint, start: Start<T>): (actor: Actor) => Promise<T> | undefined {
    this.starts.set(endpoint.id, start);
    return (actor) => this.begun.get(actor) as Promise<T> | undefined;
  }
  /** For the guard: begins, then waits for the actor. */
  async with(endpoint: Endpoint | undefined, personId: string, params: unknown, actor: () => Promise<Actor | null>): Promise<Actor | null> {
    const read = endpoint && this.starts.get(endpoint.id)?.(personId, params as RawParams);
    read?.catch(() => undefined); // whoever takes it meets the failure; nobody takes what belongs to a refused request
    const found = await actor();
    if (found && read) this.begun.set(found, read);
    return found;
  }
}
