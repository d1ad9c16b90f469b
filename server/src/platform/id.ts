import { randomBytes } from 'node:crypto';

/** A random id of 132 bits in 22 url-safe characters: not guessable, tells nothing of what it names. */
export const newId = (): string => randomBytes(17).toString('base64url').slice(0, 22);
/** An id that sorts by its instant (milliseconds, base 36 in nine places) and ends in 66 random bits, so that two processes never meet. */
export const timeId = (at: Date): string => `${firstIdOf(at)}${randomBytes(9).toString('base64url').slice(0, 11)}`;
/** What every `timeId` of this instant or a later one is not less than. */
export const firstIdOf = (at: Date): string => at.getTime().toString(36).padStart(9, '0');
