import { type Move, stateAfter } from './moves.js';

/**
 * A tenant's certificate (product C6). Used-up viewers, a condition that no longer holds, a frozen or deleted account are facts looked up at each
 * look, not states: they may come and go, and nobody outside can tell them apart.
 */
export const CERTIFICATE_STATES = ['active', 'revoked', 'expired'] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];
export type CertificateEvent = 'revoke' | 'expire';
export type CertificateActor = 'tenant' | 'system';
export const CERTIFICATE_MOVES: readonly Move<CertificateState, CertificateEvent, CertificateActor>[] = [
  { event: 'revoke', from: ['active'], to: 'revoked', by: ['tenant'] },
  { event: 'expire', from: ['active'], to: 'expired', by: ['system'] },
];
export const moveCertificate = (from: CertificateState, event: CertificateEvent, by: CertificateActor): CertificateState | null =>
  stateAfter(CERTIFICATE_MOVES, from, event, by);

/** One viewer of one certificate. Declined: the viewer does not ask again; the tenant may still show the QR code face to face. */
export const VIEWING_STATES = ['asked', 'approved', 'declined', 'lapsed'] as const;
export type ViewingState = (typeof VIEWING_STATES)[number];
export type ViewingEvent = 'approve' | 'decline' | 'lapse' | 'ask_again' | 'show';
export type ViewingActor = 'tenant' | 'viewer' | 'system';
export const VIEWING_MOVES: readonly Move<ViewingState, ViewingEvent, ViewingActor>[] = [
  { event: 'approve', from: ['asked'], to: 'approved', by: ['tenant'] },
  { event: 'decline', from: ['asked'], to: 'declined', by: ['tenant'] },
  { event: 'lapse', from: ['asked'], to: 'lapsed', by: ['system'] },
  { event: 'ask_again', from: ['lapsed'], to: 'asked', by: ['viewer'] },
  // a QR code held out to somebody is the tenant's own act of showing
  { event: 'show', from: ['asked', 'declined', 'lapsed'], to: 'approved', by: ['tenant'] },
];
export const moveViewing = (from: ViewingState, event: ViewingEvent, by: ViewingActor): ViewingState | null => stateAfter(VIEWING_MOVES, from, event, by);

/** To the tenant alone; to anybody else a certificate is either good or void. */
export const CERTIFICATE_WORDS: { readonly [state in CertificateState]: string } = { active: '生效中', revoked: '已作废', expired: '已到期' };
export const VIEWING_WORDS: { readonly [state in ViewingState]: string } = {
  asked: '等你同意',
  approved: '已同意',
  declined: '没有同意',
  lapsed: '过时没有答复',
};
