/**
 * Every keyed hash there is, by what becomes of it when the hash key is exchanged (`keys:rehash`, docs/adr/0016). `FieldCipher` takes no other label, so
 * a hash that is not here does not compile.
 *
 * stored: stands in a field of HASHED_FIELDS, by which people are found; carried over to the new key.
 * brief: made by the key of the moment and compared under every key there was; ends by itself within a day, a refresh token with its session.
 * steady: made by the first key for ever. It is part of an id, of what this service cannot open again, of what others hold, or of what is gone in days.
 */
export const HASH_LABELS = {
  'people.number': 'stored',
  'people.phone': 'stored',
  'people.wechat': 'stored',
  'plates.plate': 'stored',
  'certificates.qr': 'brief',
  'clerk_invitations.code': 'brief',
  'certificates.viewer': 'brief',
  'refresh_families.token': 'brief',
  'sandbox_sms.phone': 'brief',
  'sms_codes.code': 'brief',
  'sms_codes.phone': 'brief',
  'archive.finder': 'steady',
  'archive.id': 'steady',
  'clerk_pins.pin': 'steady',
  'counter_terminals.secret': 'steady',
  'high_tickets.ticket': 'steady',
  'parking.gate': 'steady',
  'partners.asked': 'steady',
  'people.name': 'steady',
  'records.content': 'steady',
  'records.key': 'steady',
  'wechat_codes.code': 'steady',
} as const satisfies Readonly<Record<string, 'stored' | 'brief' | 'steady'>>;
type Labels = typeof HASH_LABELS;
type LabelsOf<K> = { [L in keyof Labels]: Labels[L] extends K ? L : never }[keyof Labels];
export type StoredLabel = LabelsOf<'stored'>;
export type BriefLabel = LabelsOf<'brief'> | `limits.${string}`;
export type SteadyLabel = LabelsOf<'steady'>;

export interface HashedField {
  readonly path: string;
  readonly label: StoredLabel;
  /**
   * Where its value under another key comes from. sealed: the sealed field beside it. owner: the value itself is not kept, so it takes over what the
   * account or a record of the same number has; as long as `needed`, the old key stays. login: only the person's next log-in brings the value.
   */
  readonly from:
    | { readonly sealed: string; readonly field: string }
    | { readonly owner: true; readonly needed: (today: string) => Readonly<Record<string, unknown>> }
    | { readonly login: true };
  /** What stands before the hash in the field, another field's text and `|`. */
  readonly behind?: string;
}
const sealed = (field: string) => ({ sealed: field, field });
/** Every field that holds such a hash, for `keys:rehash`. What takes over from others comes after them. */
export const HASHED_FIELDS: Readonly<Record<string, readonly HashedField[]>> = {
  credit_records: [{ path: 'numberHash', label: 'people.number', from: sealed('number') }],
  firm_invitations: [
    { path: 'phoneHash', label: 'people.phone', from: sealed('phone') },
    { path: 'open', label: 'people.phone', from: sealed('phone'), behind: 'organisationId' },
  ],
  people: [
    { path: 'numberHash', label: 'people.number', from: sealed('number') },
    { path: 'phoneHash', label: 'people.phone', from: sealed('phone') },
    { path: 'wechatHash', label: 'people.wechat', from: { login: true } },
    { path: 'leaving.numberHash', label: 'people.number', from: sealed('number') },
    { path: 'leaving.phoneHash', label: 'people.phone', from: sealed('phone') },
    { path: 'leaving.wechatHash', label: 'people.wechat', from: { login: true } },
  ],
  plates: [{ path: 'plateHash', label: 'plates.plate', from: sealed('plate') }],
  register_seals: [{ path: 'numberHash', label: 'people.number', from: { owner: true, needed: (today) => ({ declined: null, endsOn: { $gte: today } }) } }],
};

/** A hash as a field holds it: one, or while keys are exchanged one by each, under the same unique index. */
export type Hashed = string | readonly string[];
/** Finds whatever shares one of them. */
export const among = (h: Hashed): string | { $in: string[] } => (typeof h === 'string' ? h : { $in: [...h] });
/** Whether two fields tell of the same value. */
export const sameHash = (a: Hashed | undefined, b: Hashed | undefined): boolean =>
  a !== undefined && b !== undefined && [a].flat().some((h) => [b].flat().includes(h));
/** One text of it, for places that hold no more. */
export const oneOf = (h: Hashed): string => [h].flat()[0] ?? '';
