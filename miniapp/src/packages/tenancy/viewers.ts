import type { Role } from '@binhai/shared/contract/http';

/** Who may be shown a certificate. */
export const VIEWERS: readonly Role[] = ['resident', 'landlord', 'agent'];
