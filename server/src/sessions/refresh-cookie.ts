import type { SessionReply } from '@binhai/shared/contract/session';
import type { RequestContext } from '../platform/context.js';
import { IDLE } from './refresh-tokens.service.js';
import type { Opened } from './sessions.service.js';

/** H5's refresh token (architecture 14): no script reads it, and it goes to these paths only. */
export const REFRESH_COOKIE = 'binhai_refresh';
const PATH = '/api/session';

/** The reply of an opened session, with the refresh token where its program keeps it. */
export function handOver({ reply, refreshToken, channel }: Opened, { setCookie }: Pick<RequestContext, 'setCookie'>): SessionReply {
  if (channel === 'weapp') return { ...reply, refreshToken };
  setCookie(REFRESH_COOKIE, refreshToken, { path: PATH, maxAge: IDLE / 1000 });
  return reply;
}
export const clearRefresh = (setCookie: RequestContext['setCookie']): void => setCookie(REFRESH_COOKIE, '', { path: PATH, maxAge: 0 });
