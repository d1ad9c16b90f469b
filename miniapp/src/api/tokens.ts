import type { SessionReply } from '@binhai/shared/contract/session';
import { installationId } from '../platform/device';
import { H5 } from '../platform/env';
import { storage } from '../platform/storage';
import { now } from '../platform/time';

// The access token lives in memory only. The refresh token: H5 in an HttpOnly cookie no script can read (here only the mark that there is
// one), the mini-program in its store.
const COOKIE = 'cookie';
let access: { token: string; until: number } | undefined;
/** Renewed this long before it ends, ms: a request under way must not meet its end. */
const MARGIN = 15_000;

export const tokens = {
  /** The access token while it lasts. */
  access: (): string | undefined => (access && now() < access.until - MARGIN ? access.token : undefined),
  /** May a refresh bring a new access token? */
  mayRefresh: (): boolean => storage.get<string>('refresh') !== undefined,
  /** Body of the refresh call: which installation asks, and the mini-program's token; in a browser the cookie goes along. */
  refreshBody: (): { deviceId: string; refreshToken?: string } => {
    const held = storage.get<string>('refresh');
    const deviceId = installationId();
    return H5 || !held || held === COOKIE ? { deviceId } : { deviceId, refreshToken: held };
  },
  adopt(reply: SessionReply): void {
    access = { token: reply.accessToken, until: now() + reply.expiresIn * 1000 };
    if (reply.refreshToken) storage.set('refresh', reply.refreshToken);
    else if (H5) storage.set('refresh', COOKIE);
  },
  /** Gives up the access token only: the next call refreshes. */
  spend(token: string): void {
    if (access?.token === token) access = undefined;
  },
  forget(): void {
    access = undefined;
    storage.forgetPerson();
  },
};
