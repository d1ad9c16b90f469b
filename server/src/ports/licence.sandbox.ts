import { DEMO_ORGANISATIONS } from '../seed/organisations.data.js';
import { type LicenceHolder, type LicenceOutcome, LicencePort } from './licence.port.js';

/**
 * 沙箱's licence, one rule for all: whoever shows one is its legal representative, except a name with 非法人; one with 未完成 has
 * not shown it yet. Firms outside the demo get an invented name.
 */
export class SandboxLicence extends LicencePort {
  async start(uscc: string): Promise<string> {
    return `sandbox-${uscc}`;
  }
  async outcome(_reference: string, uscc: string, holder: LicenceHolder): Promise<LicenceOutcome> {
    if (holder.nameKey.includes('未完成')) return { state: 'not_finished' };
    const name = DEMO_ORGANISATIONS.find((o) => o.uscc === uscc)?.name ?? `滨海企业 ${uscc.slice(-4)}（示例）`;
    return { state: 'shown', name, representative: holder.nameKey.includes('非法人') ? { nameKey: '另一个人', number: '' } : holder };
  }
}
