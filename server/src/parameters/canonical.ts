import { createHash } from 'node:crypto';

/** JSON with sorted keys: the same content has the same text, however it was stored. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}
/** Hex. */
export const sha256Of = (content: unknown): string => createHash('sha256').update(canonical(content)).digest('hex');
