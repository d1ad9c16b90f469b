import { randomBytes } from 'node:crypto';

/** A random id of 132 bits in 22 url-safe characters: not guessable, tells nothing of what it names. */
export const newId = (): string => randomBytes(17).toString('base64url').slice(0, 22);
