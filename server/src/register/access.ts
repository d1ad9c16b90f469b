import type { Purpose } from '@binhai/shared/contract/http';

declare const entered: unique symbol;
/**
 * Proof that a look at a person's data was entered in the register under this purpose. Whoever opens a sealed field or loads a person's
 * records asks for one; only RegisterService makes them, so a read without an entry does not compile (architecture rule 3).
 */
export interface Access<P extends Purpose = Purpose> {
  readonly [entered]: true;
  /** Person id, or the number hash of a subject who has no account (ingest). */
  readonly subject: string;
  readonly purpose: P;
}
