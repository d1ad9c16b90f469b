import { localDateOf } from '@binhai/shared/dates/dates';

/** Answers the slot that should have run last at this instant (epoch ms). Slots missed before it are not made up. */
export type Schedule = (ms: number) => string;

/** Every so many seconds. */
export const every =
  (seconds: number): Schedule =>
  (ms) =>
    String(Math.floor(ms / (seconds * 1000)));
/** Once a day at this hour and minute, Asia/Shanghai; the slot is the date. */
export const daily =
  (hour: number, minute: number): Schedule =>
  (ms) =>
    localDateOf(ms - (hour * 60 + minute) * 60_000);
