/** The answer of every identifier check: the normalised value with what the number itself tells, or one stable reason. */
export type Checked<Facts, Reason extends string> = ({ ok: true; value: string } & Facts) | { ok: false; reason: Reason };

/** Typed by a person (strict), or read from a department's file (old forms are converted, a wrong check is a warning where the law's data holds such). */
export type CheckMode = 'entry' | 'import';
