import { createHash } from 'node:crypto';

/** Fingerprint of what a request asks, so that the same request id with another body is told apart. Parts in a fixed order. */
export const requestHash = (...parts: readonly (string | number | null)[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
