import { createHash } from 'node:crypto';

/** The commitment that is the second of the two materials (Order 36; domain research 1.4). An organisation's is public; a person's would need a consent of its own. */
const PROMISE = '我承诺：所交材料真实有效；相关行为已经改正，法定义务已经履行；今后依法依规从事经营和社会活动；如承诺不实，愿意承担法律责任。';
const PLEDGES = {
  person: { version: '修复承诺（个人）2026 第 1 版', text: `${PROMISE}本承诺书只用于办理这件修复，不向社会公开。` },
  organisation: { version: '修复承诺 2026 第 1 版', text: `${PROMISE}本承诺书向社会公开。` },
} as const;
export interface Pledge {
  readonly version: string;
  readonly text: string;
}
export const pledgeFor = (subject: 'person' | 'organisation'): Pledge => PLEDGES[subject];
/** Fingerprint of what was signed, for what and when; hex. */
export const pledgeHash = (pledge: Pledge, caseId: string, signedAt: Date): string =>
  createHash('sha256').update([pledge.version, pledge.text, caseId, signedAt.toISOString()].join('\n')).digest('hex');
