import type { Role } from '@binhai/shared/contract/http';
import { nav as words } from '../../../copy/staff';
import type { IconName } from '../../../ui';
import { DESKS } from '../paths';

export interface DeskEntry {
  readonly id: string;
  readonly title: string;
  /** What is done there, for the start page. */
  readonly text: string;
  readonly icon: IconName;
  readonly page: string;
  readonly roles: readonly Role[];
}
/** Every desk there is, in the order of the side navigation; a role sees its own. A new desk is a line here and a page in app.config. */
export const ENTRIES: readonly DeskEntry[] = [
  { id: 'home', ...words.home, icon: 'home', page: DESKS.home, roles: ['manager', 'source', 'reviewer', 'operator', 'auditor'] },
  { id: 'offers', ...words.offers, icon: 'ticket', page: DESKS.offers, roles: ['manager', 'operator', 'auditor'] },
  { id: 'statements', ...words.statements, icon: 'doc', page: DESKS.statements, roles: ['operator', 'auditor'] },
  { id: 'schemes', ...words.schemes, icon: 'flow', page: DESKS.schemes, roles: ['operator', 'reviewer', 'auditor'] },
  { id: 'complaints', ...words.complaints, icon: 'flag', page: DESKS.complaints, roles: ['reviewer', 'operator'] },
  { id: 'window', ...words.window, icon: 'id', page: DESKS.window, roles: ['reviewer', 'operator'] },
  { id: 'register', ...words.register, icon: 'database', page: DESKS.register, roles: ['auditor'] },
  { id: 'reviews', ...words.reviews, icon: 'inspect', page: DESKS.reviews, roles: ['auditor'] },
  { id: 'seals', ...words.seals, icon: 'lock', page: DESKS.seals, roles: ['operator', 'auditor'] },
  { id: 'partners', ...words.partners, icon: 'link', page: DESKS.partners, roles: ['manager', 'operator', 'auditor'] },
];
export const entriesOf = (role: Role): DeskEntry[] => ENTRIES.filter((e) => e.roles.includes(role));
/** Roles that have a desk. */
export const DESK_ROLES: readonly Role[] = ['manager', 'source', 'reviewer', 'operator', 'auditor'];
