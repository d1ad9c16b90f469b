import { login } from './auth.js';
import type { Endpoint } from './http.js';
import { me } from './people.js';
import { offers } from './perks.js';

/** Every endpoint there is: the server's routes are compared with this, and the OpenAPI document is made from it. */
export const ENDPOINTS: readonly Endpoint[] = [offers, login, me];
