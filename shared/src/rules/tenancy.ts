import type { LocalDate } from '../dates/dates.js';
import type { RentalBenefit } from '../parameters/tenancy.js';
import type { CertificateState, ViewingState } from '../states/certificate.js';
import { ANY_ADULT, type ConditionLine, decide, type EligibilityFacts, type EligibilityRule, explain } from './eligibility.js';

/**
 * 信易租 (product C6; domain research, section 7 rule 16): whom a certificate may be made for and what a look at one shows. The same condition decides
 * at the making and at every look, so a certificate never outlives it.
 */

/** What is known of the tenant; the rest of an offer's facts does not apply to a certificate. */
export type TenantFacts = Pick<EligibilityFacts, 'assurance' | 'birth' | 'grade' | 'unratedReason' | 'seriousRecord' | 'personalGrade'>;

/** The condition of a benefit as an eligibility rule without limits or stock. */
const ruleOf = ({ minAge, minGrade, noSeriousRecord }: RentalBenefit): EligibilityRule => ({
  ...ANY_ADULT,
  age: { min: minAge, max: null },
  minGrade,
  noSeriousRecord,
  from: '0001-01-01',
  to: '9999-12-31',
});
const factsOf = (tenant: TenantFacts): EligibilityFacts => ({
  ...tenant,
  published: true,
  zones: [],
  consented: true,
  claimed: 0,
  claimedToday: 0,
  left: null,
  leftToday: null,
});
/** Whether the tenant meets the benefit's condition at this moment (epoch milliseconds). */
export const meetsBenefit = (tenant: TenantFacts, benefit: RentalBenefit, atMs: number): boolean => decide(factsOf(tenant), ruleOf(benefit), atMs).ok;
/** The same in words, for the tenant's own screen only. */
export const explainBenefit = (tenant: TenantFacts, benefit: RentalBenefit, atMs: number): ConditionLine[] =>
  explain(factsOf(tenant), ruleOf(benefit), atMs).filter((line) => line.key !== 'window');

export interface LookFacts {
  readonly state: CertificateState;
  /** Last Shanghai day, in full. */
  readonly until: LocalDate;
  /** Viewers who were shown it, and how many may be. */
  readonly used: number;
  readonly most: number;
  /** Whether a viewer of a freshly shown QR code needs the tenant's word too. */
  readonly approval: boolean;
  readonly faceToFace: boolean;
  /** The tenant's account is there: neither frozen nor on its way out. */
  readonly here: boolean;
  readonly holds: boolean;
  readonly viewing: { readonly state: ViewingState; readonly untilMs: number } | null;
}
/** void: one answer for every cause. ask: the tenant is asked now. show: approved by being held out. */
export type LookOutcome = 'void' | 'ask' | 'wait' | 'declined' | 'show' | 'shown';

/** Facts of a certificate that is not there: the same path, the same answer as any void one (architecture rule 5). */
export const ABSENT_CERTIFICATE: Omit<LookFacts, 'faceToFace' | 'here' | 'holds' | 'viewing'> = {
  state: 'expired',
  until: '0001-01-01',
  used: 1,
  most: 1,
  approval: true,
};

/** The viewing's state at a moment: a request nobody answered in time has lapsed by itself. */
export const viewingAt = (viewing: NonNullable<LookFacts['viewing']>, atMs: number): ViewingState =>
  viewing.state === 'asked' && viewing.untilMs <= atMs ? 'lapsed' : viewing.state;

/** @param today Shanghai date of `atMs` */
export function decideLook(facts: LookFacts, today: LocalDate, atMs: number): LookOutcome {
  const active = facts.state === 'active';
  const inTime = today <= facts.until;
  const free = facts.used < facts.most;
  const viewing = facts.viewing === null ? 'lapsed' : viewingAt(facts.viewing, atMs);
  const approved = viewing === 'approved';
  const held = facts.faceToFace && !facts.approval;
  // every fact is computed before the first is looked at
  const good = [active, inTime, facts.here, facts.holds, approved || free].every((x) => x);
  if (!good) return 'void';
  if (approved) return 'shown';
  if (held) return 'show';
  return viewing === 'asked' ? 'wait' : viewing === 'declined' ? 'declined' : 'ask';
}
