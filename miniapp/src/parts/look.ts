import type { Look } from '../stores/account';
import type { IconName, ViewerRowP } from '../ui';

/** Whose picture stands beside a look: a shop and a partner alike, staff and our own system alike. */
const KINDS: { readonly [K in Look['kind']]: ViewerRowP['kind'] } = {
  self: 'self',
  staff: 'staff',
  system: 'staff',
  merchant: 'partner',
  partner: 'partner',
  viewer: 'certificate',
};
export const viewerKind = (look: Look): ViewerRowP['kind'] => KINDS[look.kind];
const ICONS: { readonly [K in Look['kind']]: IconName } = {
  self: 'user',
  staff: 'inspect',
  system: 'refresh',
  merchant: 'store',
  partner: 'handshake',
  viewer: 'house-key',
};
export const lookIcon = (look: Look): IconName => ICONS[look.kind];
