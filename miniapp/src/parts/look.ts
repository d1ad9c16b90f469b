import type { Look } from '../stores/account';
import type { IconName } from '../ui';

/** Who looked, as a picture beside the words. */
export const LOOK_ICONS: { readonly [K in Look['kind']]: IconName } = { self: 'user', staff: 'inspect', merchant: 'store', partner: 'handshake', system: 'refresh' };
