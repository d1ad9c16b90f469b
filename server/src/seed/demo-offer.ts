import type { Benefit } from '@binhai/shared/rules/benefit';
import type { EligibilityRule } from '@binhai/shared/rules/eligibility';
import type { Grade } from '@binhai/shared/rules/grade';
import type { VisitPlan } from '@binhai/shared/rules/visit';
import type { PerkPurpose } from '../consents/texts.js';
import type { OfferState, OfferTerms, UseWindow } from '../perks/offer.schema.js';

/** One demo offer; the seeder adds provider and shops from the organisation. All bodies and figures are invented. */
export interface DemoOffer {
  readonly id: string;
  readonly organisationId: string;
  /** All of the organisation's when left out. */
  readonly shopIds?: readonly string[];
  readonly state?: OfferState;
  readonly category: string;
  readonly title: string;
  readonly subtitle: string;
  readonly headline: OfferTerms['headline'];
  readonly place: string;
  readonly zone: string;
  /** Only for who lives or works in one of these. */
  readonly zones?: readonly string[];
  readonly benefit: Benefit;
  readonly original: string;
  readonly steps: readonly string[];
  readonly notes?: readonly string[];
  readonly minGrade?: Grade;
  readonly age?: EligibilityRule['age'];
  readonly noSeriousRecord?: boolean;
  readonly consent?: PerkPurpose;
  readonly perPerson: number | null;
  readonly perPersonPerDay?: number;
  /** Days from the day of seeding: negative began before. */
  readonly fromDay?: number;
  readonly toDay?: number;
  readonly use: Partial<UseWindow> & { readonly days: number };
  /** Units: heads for a heads benefit, else vouchers. */
  readonly total: number | null;
  readonly perDay?: number;
  /** Days and times to choose from. */
  readonly visits?: VisitPlan;
  readonly recognises?: OfferTerms['recognises'];
}
