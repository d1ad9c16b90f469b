import type { Deprecation } from '@binhai/shared/contract/http';
import { endOfDay, startOfDay } from '@binhai/shared/dates/dates';

/** What each answer of a deprecated endpoint carries, a refusal too: RFC 9745 (a Date of RFC 9651), RFC 8594, the way on by RFC 8288. */
export const deprecationHeaders = ({ since, sunset, successor }: Deprecation): Record<'deprecation' | 'sunset' | 'link', string> => ({
  deprecation: `@${startOfDay(since) / 1000}`,
  sunset: new Date(endOfDay(sunset)).toUTCString(),
  link: `<${successor}>; rel="successor-version", </api/openapi.json>; rel="deprecation"; type="application/json"`,
});
