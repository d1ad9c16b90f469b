import type { HeldLine } from '@binhai/shared/contract/rights';
import { AUDIT_HELD } from '../audit/held.js';
import { CASES_HELD } from '../cases/held.js';
import { CONSENTS_HELD } from '../consents/held.js';
import { COUNTER_HELD } from '../counter/held.js';
import { CREDIT_HELD } from '../credit/held.js';
import { FIRMS_HELD } from '../firms/held.js';
import { MESSAGES_HELD } from '../messages/held.js';
import { DEPOSIT_HELD } from '../mobility/deposit/held.js';
import { PARKING_HELD } from '../mobility/parking/held.js';
import { ORGANISATIONS_HELD } from '../organisations/held.js';
import { PARTNERS_HELD } from '../partners/held.js';
import { PEOPLE_HELD } from '../people/held.js';
import { PERKS_HELD } from '../perks/held.js';
import type { Held } from '../platform/held.js';
import { PORTS_HELD } from '../ports/held.js';
import { RECORDS_HELD } from '../records/held.js';
import { REGISTER_HELD } from '../register/held.js';
import { REPORTS_HELD } from '../reports/held.js';
import { SCHEMES_HELD } from '../schemes/held.js';
import { SESSIONS_HELD } from '../sessions/held.js';
import { TENANCY_HELD } from '../tenancy/held.js';
import { TRAVEL_HELD } from '../travel/held.js';
import { RIGHTS_HELD } from './own-held.js';

/** Everything this system holds about people, in the order of the page and of the copy. The account is first there and last in a deletion. */
export const HELD: readonly Held[] = [
  ...PEOPLE_HELD,
  ...RECORDS_HELD,
  ...CREDIT_HELD,
  ...REPORTS_HELD,
  ...PERKS_HELD,
  ...COUNTER_HELD,
  ...DEPOSIT_HELD,
  ...PARKING_HELD,
  ...CONSENTS_HELD,
  ...REGISTER_HELD,
  ...SCHEMES_HELD,
  ...MESSAGES_HELD,
  ...TENANCY_HELD,
  ...CASES_HELD,
  ...SESSIONS_HELD,
  ...ORGANISATIONS_HELD,
  ...FIRMS_HELD,
  ...AUDIT_HELD,
  ...PARTNERS_HELD,
  ...TRAVEL_HELD,
  ...RIGHTS_HELD,
  ...PORTS_HELD,
];
/** The same for everybody to read. */
export const heldLines = (): HeldLine[] =>
  HELD.map(({ title, holds, why, law, kept, atDeletion }) => ({
    title,
    holds,
    why,
    law,
    kept,
    atDeletion: atDeletion.do,
    months: atDeletion.do === 'archive' ? atDeletion.months : null,
  }));
/** Collections in which nobody can be found, each with the reason. A new collection is in one of the two lists, or held.spec.ts fails. */
export const NOBODY: Readonly<Record<string, string>> = {
  deposit_clients: 'operators, their addresses, and the account name of whoever registered them',
  deposit_codes: 'hashes of codes on their way, gone in a day',
  deletions: 'receipts: that a deletion was carried out, and when; names nobody',
  agency_standings: 'housing agencies in good standing, and why an entry ended',
  access_review_days: 'days that were reviewed',
  archive: 'sealed with a key whose other half is elsewhere; found by a hash that nothing else uses',
  'file_blobs.chunks': 'sealed bytes of `files`, removed with their document',
  'file_blobs.files': 'names nothing but a file; removed with its document',
  grade_replays: 'counts of a night, and names of fields of results by their random id',
  ingest_batches: 'one run over one file: counts and reasons',
  ingest_quarantine: 'rows that name nobody for certain, cells sealed, erased when the row enters or a person decides',
  idempotency: 'what partners sent, under keyed hashes, and the replies, which name nobody; gone after two days, of events after 31',
  key_readers: 'processes and ids of keys',
  leases: 'processes',
  limits: 'counters under keyed hashes of their own, gone with their window (a day at most)',
  migrations: 'releases',
  offer_stock: 'units of offers',
  offer_versions: 'terms of offers',
  organisations: 'organisations',
  parameter_sets: 'rules',
  partner_days: 'that a file was made, its counts and digest; the file holds numbers of the partner and sums',
  partner_differences: 'numbers of a partner and sums that differ from its books',
  partner_nonces: 'random words of signed requests, gone after eleven minutes',
  parking_operators: 'terms of operators',
  publicity_grams: 'pairs of characters in names of organisations',
  visit_slots: 'how many places of a time are taken',
  register_heads: 'signed states of the log',
  register_lanes: 'rows of entries by process',
  register_log: 'a salted hash and the day of an entry, which tell nothing once its fields are gone',
  register_tiles: 'hashes of hashes',
  revisions: 'counters',
  scheme_consultations: 'drafts as they were open to comments',
  scheme_trials: 'counts of dry runs',
  shops: 'places of organisations',
  transparency_months: 'counts',
  wechat_codes: 'log-in codes under a keyed hash, gone after ten minutes',
};
