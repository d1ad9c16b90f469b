import { DEMO_PEOPLE } from '../seed/people.data.js';
import { type HighOutcome, HighPort, type HighProvider, IdentityPort, type IdentityQuestion, type IdentityVerdict } from './identity.port.js';
import { PortDown } from './port-down.js';

/**
 * 沙箱's register, one rule for all: a number of the demo belongs to the demo's name; any other valid number belongs to every name that
 * holds 示, so nobody's real name ever passes. A name with 停机 finds the register down, one with 非本人 fails the high level.
 */
export class SandboxIdentity extends IdentityPort {
  async check({ nameKey, number, kind }: IdentityQuestion): Promise<IdentityVerdict> {
    if (nameKey.includes('停机')) throw new PortDown('identity', 'sandbox outage');
    const demo = DEMO_PEOPLE.find((p) => p.number === number);
    if (demo ? demo.name !== nameKey : !/示|SHILI/.test(nameKey)) return { match: false };
    return { match: true, birth: kind === 'foreign_permit_old' ? '1985-05-05' : null };
  }
}
/** 沙箱's high level: says yes at once, whichever provider was chosen. */
export class SandboxHigh extends HighPort {
  async start(provider: HighProvider): Promise<string> {
    return `sandbox-${provider}`;
  }
  async outcome(_provider: HighProvider, _reference: string, { nameKey }: IdentityQuestion): Promise<HighOutcome> {
    return nameKey.includes('非本人') ? 'another_person' : 'proven';
  }
}
