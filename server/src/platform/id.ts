import { randomBytes } from 'node:crypto';

/** The first id this source of chance gives that begins with a letter or a digit. */
export function idFrom(random: (bytes: number) => Buffer): string {
  for (;;) {
    const id = random(17).toString('base64url').slice(0, 22);
    if (/^[0-9A-Za-z]/.test(id)) return id;
  }
}
/**
 * A random id of 22 url-safe characters (131 bits of chance): not guessable, tells nothing of what it names.
 * It never begins with "-": such an id would be an option to a command and a formula to a spreadsheet.
 */
export const newId = (): string => idFrom(randomBytes);
/** An id that sorts by its instant (milliseconds, base 36 in nine places) and ends in 66 random bits, so that two processes never meet. */
export const timeId = (at: Date): string => `${firstIdOf(at)}${randomBytes(9).toString('base64url').slice(0, 11)}`;
/** What every `timeId` of this instant or a later one is not less than. */
export const firstIdOf = (at: Date): string => at.getTime().toString(36).padStart(9, '0');
