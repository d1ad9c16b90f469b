import { suite } from '../cases.js';
import { moveReview, type ReviewEvent, type ReviewState } from './access-review.js';
import { type AuthorisationActor, type AuthorisationEvent, type AuthorisationState, moveAuthorisation } from './deposit.js';
import { moveOffer, type OfferActor, type OfferEvent, type OfferState } from './offer.js';
import { moveVoucher, type VoucherActor, type VoucherEvent, type VoucherState } from './voucher.js';

export const suites = [
  suite('vouchers', 'domain research, section 7 rules 18–19', (m: [VoucherState, VoucherEvent, VoucherActor]) => moveVoucher(...m), [
    ['a scan locks', ['issued', 'lock', 'clerk'], 'locked'],
    ['another terminal takes over', ['locked', 'lock', 'clerk'], 'locked'],
    ['confirmed from the lock', ['locked', 'confirm', 'clerk'], 'redeemed'],
    ['never without a lock', ['issued', 'confirm', 'clerk'], null],
    ['never twice', ['redeemed', 'confirm', 'clerk'], null],
    ['cancel frees at once', ['locked', 'release', 'clerk'], 'issued'],
    ['a clerk does not reverse', ['redeemed', 'reverse', 'clerk'], null],
    ['the manager does', ['redeemed', 'reverse', 'manager'], 'reversed'],
    ['a part leaves it redeemed', ['redeemed', 'reverse_part', 'manager'], 'redeemed'],
    ['a reversed one is not reversed again', ['reversed', 'reverse', 'manager'], null],
    ['what was locked in time may finish', ['locked', 'expire', 'system'], null],
    ['expires when unused', ['issued', 'expire', 'system'], 'expired'],
    ['the owner cancels', ['issued', 'cancel', 'owner'], 'cancelled'],
    ['a merchant cannot cancel a promise', ['issued', 'cancel', 'manager'], null],
    ['nothing after the end', ['expired', 'lock', 'clerk'], null],
  ]),
  suite('reviews of looks', 'product F5', (m: [ReviewState, ReviewEvent, 'auditor' | 'system']) => moveReview(...m), [
    ['explained', ['open', 'explain', 'auditor'], 'explained'],
    ['escalated', ['open', 'escalate', 'auditor'], 'escalated'],
    ['explained after it was escalated', ['escalated', 'explain', 'auditor'], 'explained'],
    ['an explanation that was taken is not escalated', ['explained', 'escalate', 'auditor'], null],
    ['not explained twice', ['explained', 'explain', 'auditor'], null],
    ['nothing decides by itself', ['open', 'explain', 'system'], null],
    ['more looks open it again', ['explained', 'more_looks', 'system'], 'open'],
  ]),
  suite('免押 authorisations', 'product C5, PRK-3', (m: [AuthorisationState, AuthorisationEvent, AuthorisationActor]) => moveAuthorisation(...m), [
    ['a code makes it', ['granted', 'exchange', 'operator'], 'active'],
    ['authorised once more while it is in force', ['active', 'exchange', 'operator'], 'active'],
    ['withdrawn before the operator came', ['granted', 'withdraw', 'owner'], 'ended'],
    ['withdrawn', ['active', 'withdraw', 'owner'], 'ended'],
    ['no operator withdraws it', ['active', 'withdraw', 'operator'], null],
    ['a replayed code ends it', ['active', 'replay', 'system'], 'ended'],
    ['so does the condition', ['active', 'lose', 'system'], 'ended'],
    ['what nobody fetched lapses', ['granted', 'lapse', 'system'], 'ended'],
    ['one in use does not lapse', ['active', 'lapse', 'system'], null],
    ['an ended one never comes back', ['ended', 'exchange', 'operator'], null],
  ]),
  suite('offers', 'product C9', (m: [OfferState, OfferEvent, OfferActor]) => moveOffer(...m), [
    ['a merchant does not publish', ['submitted', 'approve', 'manager'], null],
    ['the centre does', ['submitted', 'approve', 'operator'], 'published'],
    ['a draft is not published', ['draft', 'approve', 'operator'], null],
    ['pause', ['published', 'pause', 'manager'], 'paused'],
    ['resume', ['paused', 'resume', 'manager'], 'published'],
    ['ended stays ended', ['ended', 'resume', 'operator'], null],
  ]),
];
