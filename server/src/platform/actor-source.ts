import type { Actor, Channel } from './context.js';
import type { Claims } from './tokens.js';

/** Turns verified claims into an actor by the person's document; null when the session has ended. Provided by the people module. */
export abstract class ActorSource {
  /** Throws AppError auth_frozen for a frozen account. */
  abstract actorOf(claims: Claims, channel: Channel | null): Promise<Actor | null>;
}
