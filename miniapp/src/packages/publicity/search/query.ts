import { checkIdentity } from '@binhai/shared/identifiers/identity';
import { checkMobile } from '@binhai/shared/identifiers/mobile';
import { foldSearch } from '@binhai/shared/text/fold';
import { storage } from '../../../platform/storage';
import { today } from '../../../platform/time';
import type { PublicQuery } from '../../../stores/publicity';

/** A person's number is never sent: people are not searchable here (domain rule 22). */
export const isPersons = (q: string): boolean => checkIdentity(q, today()).ok || checkMobile(q).ok;
/** Counted as the search counts: without brackets and white space. */
export const tooShort = (q: string): boolean => Array.from(foldSearch(q)).length < 2;

/** The last question outlives a reload of the page, for ten minutes. */
const STAYS_MS = 600_000;
export const lastQuery = (): PublicQuery | undefined =>
  Date.now() - (storage.savedAt('recent-searches') ?? 0) < STAYS_MS ? storage.get<PublicQuery>('recent-searches') : undefined;
export const rememberQuery = (query: PublicQuery): void => storage.set('recent-searches', query);
