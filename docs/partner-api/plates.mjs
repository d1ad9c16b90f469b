// What a gate does with a plate before anything leaves it: it looks for the plate's token in this week's set. Node 20 or newer, nothing else.
import { createHmac } from 'node:crypto';

/**
 * The token of a plate: HMAC-SHA-256 with the key of the set, base64url.
 * `plate` as it stands on the car, without separators, letters in upper case: 津A8S001 · `key` as the set gives it.
 */
export const plateToken = (key, plate) => createHmac('sha256', Buffer.from(key, 'base64url')).update(plate, 'utf8').digest('base64url');
