import { hash } from 'node:crypto';
import { dayOf, type EntryFields, entryText, leafData } from '@binhai/shared/merkle/entry';
import type { Hash } from '@binhai/shared/merkle/tree';
import type { RegisterEntry } from './register-entry.schema.js';

export const sha256 = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'buffer');
export const text64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
export const bytes64 = (text: string): Uint8Array => Buffer.from(text, 'base64url');

type Written = Pick<RegisterEntry, '_id' | 'at' | 'subject' | 'kind' | 'actor' | 'organisationId' | 'purpose' | 'basis' | 'items'>;
/** What is fixed of an entry. Whoever looked is in it as a hash with the entry's salt: the person checks it without learning an id. */
export const fieldsOf = (e: Written, salt: Uint8Array): EntryFields => ({
  id: e._id,
  at: e.at.toISOString(),
  subject: e.subject,
  kind: e.kind,
  looker: text64(sha256(Buffer.concat([salt, Buffer.from(e.actor)]))),
  organisationId: e.organisationId,
  purpose: e.purpose,
  basis: e.basis,
  items: e.items,
});
export const leafOf = (e: Written, salt: Uint8Array): Uint8Array => leafData(sha256, salt, Buffer.from(entryText(fieldsOf(e, salt))), dayOf(e.at.getTime()));
