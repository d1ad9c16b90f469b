import { AppError } from '../platform/app-error.js';
import type { OfferShop } from './offer.schema.js';
import type { VoucherTerms } from './voucher.schema.js';

/** Who stands at the counter: a clerk or manager of one business at one terminal. Made by the counter module from the membership, never from input. */
export interface CounterActor {
  /** organisation/terminal: terminal names are chosen by devices, so they are told apart by business. */
  readonly key: string;
  readonly terminal: string;
  readonly organisationId: string;
  /** Shops where this member may act. */
  readonly shopIds: readonly string[];
  /** 店员 P0201: what a customer may read. */
  readonly clerk: string;
  readonly clerkId: string;
}
/** The shop of this counter where the voucher may be redeemed. Throws voucher_wrong_shop. */
export function shopFor(counter: CounterActor, terms: VoucherTerms): OfferShop {
  const shop = terms.organisationId === counter.organisationId ? terms.shops.find((s) => counter.shopIds.includes(s.id)) : undefined;
  if (!shop) throw new AppError('voucher_wrong_shop');
  return shop;
}
