import { suite } from '../cases.js';
import { approvalFault, type Seal, sealFault, sealState } from './seal.js';

const TODAY = '2026-11-25';
const TERMS = { statute: '《中华人民共和国监察法》第十八条', documentNumber: '津滨监示〔2026〕7 号', endsOn: '2027-02-28' };
const SEAL: Seal = { ...TERMS, subject: 'p1', proposedBy: 'o1', approvedBy: [], declined: false };

export const suites = [
  suite('an order to seal', 'product A5', (over: Partial<typeof TERMS>) => sealFault({ ...TERMS, ...over }, TODAY), [
    ['law, article, document and end', {}, null],
    ['an article in figures', { statute: '《天津市社会信用条例》第 40 条'.replace(/ /g, '') }, null],
    ['no statute', { statute: ' ' }, 'seal_statute_missing'],
    ['a law without its article', { statute: '《中华人民共和国监察法》' }, 'seal_statute_missing'],
    ['words in place of a law', { statute: '按领导要求第一条' }, 'seal_statute_missing'],
    ['no document number', { documentNumber: '' }, 'seal_document_missing'],
    ['ends today: hidden to the end of the day', { endsOn: TODAY }, null],
    ['an end that is past', { endsOn: '2026-11-24' }, 'seal_end_invalid'],
    ['a year is the most', { endsOn: '2027-11-25' }, null],
    ['a day more', { endsOn: '2027-11-26' }, 'seal_end_invalid'],
    ['no end at all', { endsOn: '9999-12-31' }, 'seal_end_invalid'],
  ]),
  suite('where it stands', 'product A5: opens by itself', ([over, on]: [Partial<Seal>, string]) => sealState({ ...SEAL, ...over }, on), [
    ['entered', [{}, TODAY], 'proposed'],
    ['one approval hides nothing', [{ approvedBy: ['o2'] }, TODAY], 'proposed'],
    ['the same approver written twice is one', [{ approvedBy: ['o2', 'o2'] }, TODAY], 'proposed'],
    ['two', [{ approvedBy: ['o2', 'a1'] }, TODAY], 'in_force'],
    ['on its last day', [{ approvedBy: ['o2', 'a1'] }, '2027-02-28'], 'in_force'],
    ['the day after', [{ approvedBy: ['o2', 'a1'] }, '2027-03-01'], 'opened'],
    ['never approved', [{}, '2027-03-01'], 'lapsed'],
    ['declined, whoever approved before', [{ approvedBy: ['o2'], declined: true }, TODAY], 'declined'],
  ]),
  suite('who approves', 'product A5: two approvers', ([over, by, on]: [Partial<Seal>, string, string]) => approvalFault({ ...SEAL, ...over }, by, on), [
    ['somebody else', [{}, 'o2', TODAY], null],
    ['a second one', [{ approvedBy: ['o2'] }, 'a1', TODAY], null],
    ['who entered it', [{}, 'o1', TODAY], 'seal_own'],
    ['whom it is about', [{}, 'p1', TODAY], 'seal_own'],
    ['the same approver twice', [{ approvedBy: ['o2'] }, 'o2', TODAY], 'seal_approved_already'],
    ['a third', [{ approvedBy: ['o2', 'a1'] }, 'a2', TODAY], 'seal_closed'],
    ['after its end', [{}, 'o2', '2027-03-01'], 'seal_closed'],
    ['a declined one', [{ declined: true }, 'o2', TODAY], 'seal_closed'],
  ]),
];
