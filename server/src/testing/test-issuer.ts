import type { RecognisedIssuer } from '@binhai/shared/parameters/recognised-issuers';
import { ParametersService } from '../parameters/parameters.service.js';
import { Clock } from '../platform/clock.js';
import type { TestApp } from './test-app.js';

interface Key {
  readonly kid: string;
}
/** The sandbox issuer of test/support, which uses nothing of the project. */
export interface TestIssuer {
  readonly url: string;
  listing(): RecognisedIssuer;
  issue(number: string, over?: object, by?: Key): { index: number; certificate: string };
  revoke(index: number): void;
  rotate(): Key;
  lists(how: 'up' | 'down' | 'slow' | 'forged' | 'bomb' | 'text'): void;
  stop(): Promise<void>;
}
interface Program {
  startIssuer(options: { area?: string; now: () => number }): Promise<TestIssuer>;
}
export async function testIssuer(t: TestApp, area = '110000'): Promise<TestIssuer> {
  const { startIssuer } = (await import(new URL('../../../test/support/certificate-issuer.mjs', import.meta.url).href)) as Program;
  const clock = t.app.get(Clock, { strict: false });
  return startIssuer({ area, now: () => clock.ms() });
}
/** These and no others are on the list, from the beginning. */
export async function list(t: TestApp, issuers: RecognisedIssuer[]): Promise<void> {
  const approval = { from: '2026-01-01', reference: ['示例协议'], approvedBy: 'spec' };
  await t.app.get(ParametersService, { strict: false }).publish('recognised_issuers', { issuers }, approval);
}
