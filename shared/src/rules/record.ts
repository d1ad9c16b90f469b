import type { LocalDate } from '../dates/dates.js';

/** The facts of one record that the rules look at. Text fields are for the words, never for a decision. */
export const RECORD_KINDS = [
  'registration',
  'judgment',
  'penalty',
  'permit',
  'other_administrative',
  'qualification',
  'abnormal_list',
  'serious_list',
  'contract',
  'commitment',
  'evaluation',
  'compliance',
  'honour',
  'intellectual_property',
  'self_provided',
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];
export const RECORD_EFFECTS = ['positive', 'neutral', 'negative'] as const;
export type RecordEffect = (typeof RECORD_EFFECTS)[number];
/** How long a negative record is shown: not at all, ≤ 3 months, ≤ 1 year, ≤ 3 years (国办发〔2025〕22号, Order 36). */
export const SEVERITIES = ['exempt', 'minor', 'general', 'serious'] as const;
export type Severity = (typeof SEVERITIES)[number];
/** Disputed: an objection is open, so it is neither counted nor disclosed. Withdrawn: revoked or changed by its source. */
export const RECORD_STATES = ['effective', 'disputed', 'repaired', 'withdrawn'] as const;
export type RecordState = (typeof RECORD_STATES)[number];
/** Of commitments and contracts: still running, kept to the end, or broken. */
export const FULFILMENTS = ['running', 'kept', 'broken'] as const;
export type Fulfilment = (typeof FULFILMENTS)[number];

export interface CreditRecord {
  id: string;
  /** Class of the directory, '01' … '13'. */
  classCode: string;
  kind: RecordKind;
  effect: RecordEffect;
  title: string;
  unit: string;
  documentNumber: string | null;
  /** Day of the decision, award, signature. */
  decidedOn: LocalDate;
  /** First disclosure; the publicity clock starts here and nowhere else. */
  disclosedOn: LocalDate | null;
  /** End of publicity as the record's unit named it: it can end earlier than by law, never later. Absent or null: by law. */
  publicityEndsOn?: LocalDate | null;
  /** End of the behaviour, the validity or the term; null when open or unknown. */
  endsOn: LocalDate | null;
  /** Of negative records. */
  severity: Severity | null;
  state: RecordState;
  /** Of commitments and contracts. */
  fulfilment: Fulfilment | null;
  /** Day it was found kept or broken. */
  fulfilledOn: LocalDate | null;
  /** Day by which a running one is due. */
  dueOn: LocalDate | null;
  /** Of commitments: the one open to every adult. */
  general: boolean;
  /** Of negative records: behaviour corrected and duties performed. */
  dutiesDone: boolean;
}
