import type { Migration } from '../platform/migrations.js';
import { earlierEntries } from '../register/earlier-entries.js';
import { parameterSets } from './parameter-sets.js';

/** In order, forward only: expand, backfill, contract over two releases (docs/adr/0006). Never change or remove a released one. */
export const migrations: readonly Migration[] = [parameterSets, earlierEntries];
