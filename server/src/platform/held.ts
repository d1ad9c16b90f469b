import type { Hashed } from './hashed-fields.js';

/** A keyed hash of the phone under a label of its own, so that what lives for hours cannot be matched with accounts (`hashed-fields.ts`). */
export const PHONE_LABELS = ['sms_codes.phone', 'sandbox_sms.phone'] as const;
/** What a field that names a person holds: the account's id, or the keyed hash of the number, the phone or WeChat's id. */
export type Naming = 'person' | 'number' | 'phone' | 'wechat' | (typeof PHONE_LABELS)[number];
/** The names of one person, as far as there are any. */
export interface Subject extends Readonly<Partial<Record<(typeof PHONE_LABELS)[number], readonly string[]>>> {
  /** The account's id, then those of accounts that became part of it. */
  readonly person: readonly string[];
  readonly number?: Hashed | undefined;
  readonly phone?: Hashed | undefined;
  readonly wechat?: Hashed | undefined;
}

export interface Shown {
  readonly label: string;
  /** Sealed in the document: opened for the copy. `json`: the sealed text is JSON. */
  readonly sealed?: true | 'json';
  /** In words, for the readable copy; the machine-readable one keeps the value. */
  readonly say?: (value: unknown, doc: Readonly<Record<string, unknown>>) => string;
}
/**
 * What becomes of a collection's documents when their person deletes the account.
 * erase: gone. archive: sealed with a key whose other half is not in this system, for so many months (since the date in that field, else since the deletion), then gone. keep: law keeps them where they
 * are, no account leads to them. detach: they stay without the person.
 */
export type AtDeletion =
  | { readonly do: 'erase' }
  | { readonly do: 'archive'; readonly months: number; readonly since?: string }
  | { readonly do: 'keep' }
  /** The documents that `stay` become someone without a name by this update, an aggregation pipeline; all others are erased. */
  | { readonly do: 'detach'; readonly stay: Readonly<Record<string, unknown>>; readonly update: readonly Record<string, unknown>[] };

/**
 * What becomes of a collection's documents when their person's account is joined into another (docs/adr/0017). Not said: each top field of `by` that
 * holds an account's id takes the other's, in the joining's transaction; deeds inside lists stay under the id of their day. one: the same, but where
 * the other account has one of the same field, this one stays. service: its own service moves them, since something has to give way.
 */
export type AtJoin = { readonly do: 'service' } | { readonly do: 'stay'; readonly why: string } | { readonly do: 'one'; readonly per: string };

/**
 * One collection that holds something about people: what, why, for how long, by which law. Declared beside its schema; the copy a person may
 * take, the deletion and the page 我们留存什么 are all made from it, so a collection is declared once or the build fails (rights/held.spec.ts).
 */
export interface Held {
  readonly collection: string;
  /** Heading of the page and of the copy. */
  readonly title: string;
  /** The fields, in words. */
  readonly holds: string;
  readonly why: string;
  readonly law: string;
  /** How long, in words. */
  readonly kept: string;
  /** Fields that name the person, each with what stands in it. */
  readonly by: Readonly<Record<string, Naming>>;
  readonly atDeletion: AtDeletion;
  readonly atJoin?: AtJoin;
  /** Path → what it is called in the copy. Everything about the person is here. */
  readonly copied: Readonly<Record<string, string | Shown>>;
  /** Fields that tell nothing about the person: keys, locks, hashes, versions. */
  readonly inner: readonly string[];
  /** The document an Access-keeping service copies itself, since names of others must be left out. */
  readonly copiedBy?: string;
}
export const held = <const H extends Held>(h: H): H => h;

/** Finds the documents of a person; null when none of the names it needs is known. */
export function selectorOf({ by }: Pick<Held, 'by'>, subject: Subject): Record<string, unknown> | null {
  const any = Object.entries(by).flatMap(([field, is]) => {
    const names = subject[is];
    return names === undefined ? [] : [{ [field]: typeof names === 'string' ? names : { $in: names } }];
  });
  return any.length === 0 ? null : any.length === 1 ? (any[0] as Record<string, unknown>) : { $or: any };
}
