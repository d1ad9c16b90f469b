// What a person was about to do when a fresh proof had to come first: done by itself once they come back with it.
import { PAGES } from '../parts/paths';
import { TABS } from '../platform/router';
import { comeBack, leaveFor } from './return-to';

let intent: (() => void) | undefined;

/** Opens the high level; `again` runs when the proof was given, and never when the person turned back. */
export async function askStepUp(again: () => void): Promise<void> {
  intent = again;
  await leaveFor(PAGES.high, { again: '1' });
}
/** The person left the high level, with a proof or without one. */
export const forgetIntent = (): void => {
  intent = undefined;
};
/** The proof was given: back to the same place, and on with what was meant there. After a reload only the place is known. */
export async function steppedUp(): Promise<void> {
  const again = intent;
  forgetIntent();
  await comeBack(TABS.me);
  again?.();
}
