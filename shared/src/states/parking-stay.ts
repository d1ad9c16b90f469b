/**
 * A stay is never stored: it is what the events of one plate at one car park come to, so events may come late, twice and in any order. It has no
 * transition table of its own: `shared/src/rules/parking-stay.ts` reads the state from the events.
 *
 * parked 在场 → left 已离场; unknown_end 离场没有记录 (another entry, or a day, without an exit); needs_review 待核对 (an exit without a believable entry).
 */
export const STAY_STATES = ['parked', 'left', 'unknown_end', 'needs_review'] as const;
export type StayState = (typeof STAY_STATES)[number];
export const STAY_WORDS: { readonly [state in StayState]: string } = {
  parked: '在场',
  left: '已离场',
  unknown_end: '离场没有记录',
  needs_review: '入场没有记录',
};
