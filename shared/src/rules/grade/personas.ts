import { addMonths, type LocalDate } from '../../dates/dates.js';
import { meets } from '../grade.js';
import type { CreditRecord } from '../record.js';
import { engineOf } from './engines.js';
import type { GradeParameters } from './g1.js';

/**
 * People a scheme must not leave behind (product B5): each reaches 守信良好 by acts open to every adult, a general commitment signed and kept, with no
 * effective negative document. What else they have is what such people have; none of it may be needed and none may stand in the way.
 */
export interface Persona {
  readonly key: 'retiree' | 'courier' | 'tenant' | 'graduate' | 'hmt' | 'foreigner';
  readonly title: string;
  /** Records beside the commitment, on the day it is signed. */
  readonly records: (on: LocalDate) => CreditRecord[];
}
const record = (id: string, on: LocalDate, fields: Partial<CreditRecord> & Pick<CreditRecord, 'classCode' | 'kind' | 'effect' | 'title'>): CreditRecord => ({
  id,
  unit: '示例单位',
  documentNumber: null,
  decidedOn: on,
  disclosedOn: null,
  endsOn: null,
  severity: null,
  state: 'effective',
  fulfilment: null,
  fulfilledOn: null,
  dueOn: null,
  general: false,
  dutiesDone: false,
  ...fields,
});
const permit = (id: string, title: string) => (on: LocalDate) => [record(id, on, { classCode: '03', kind: 'permit', effect: 'neutral', title })];

export const PERSONAS: readonly Persona[] = [
  {
    key: 'retiree',
    title: '退休居民',
    // an honour of long ago, counted no more
    records: (on) => [record('old-honour', addMonths(on, -120), { classCode: '11', kind: 'honour', effect: 'positive', title: '示例荣誉' })],
  },
  {
    key: 'courier',
    title: '外卖员',
    // a simple-procedure penalty of the road: not shown and not counted by law
    records: (on) => [
      record('simple-procedure', addMonths(on, -1), {
        classCode: '03',
        kind: 'penalty',
        effect: 'negative',
        title: '示例简易程序处罚',
        documentNumber: '示例 1 号',
        disclosedOn: addMonths(on, -1),
        severity: 'exempt',
      }),
    ],
  },
  {
    key: 'tenant',
    title: '新租客',
    // a lease that has just begun: running, so not counted yet
    records: (on) => [
      record('lease', on, {
        classCode: '07',
        kind: 'contract',
        effect: 'positive',
        title: '示例租房合同',
        fulfilment: 'running',
        dueOn: addMonths(on, 24),
        endsOn: addMonths(on, 24),
      }),
    ],
  },
  { key: 'graduate', title: '毕业生', records: () => [] },
  { key: 'hmt', title: '港澳台居民', records: permit('hmt-permit', '港澳台居民居住证') },
  { key: 'foreigner', title: '外籍居民', records: permit('foreign-permit', '外国人永久居留身份证') },
];

const generalCommitment = (on: LocalDate): CreditRecord =>
  record('general-commitment', on, { classCode: '08', kind: 'commitment', effect: 'positive', title: '通用守信承诺', fulfilment: 'running', general: true });

/** Months until the persona is 守信良好 when the general commitment is signed on a day; null when not within so many months. */
export function monthsToGood(persona: Persona, signed: LocalDate, within: number, parameters: GradeParameters): number | null {
  const records = persona.records(signed).concat(generalCommitment(signed));
  for (let month = 0; month <= within; month++)
    if (meets(engineOf(parameters.scheme).decide(records, addMonths(signed, month), parameters).grade, 'good')) return month;
  return null;
}
/** The personas whom a scheme leaves behind: none, or it cannot go on. */
export const leftBehind = (signed: LocalDate, within: number, parameters: GradeParameters): Persona[] =>
  PERSONAS.filter((persona) => monthsToGood(persona, signed, within, parameters) === null);
