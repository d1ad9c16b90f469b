import { suite } from '../cases.js';
import { oneGrade, oneQuestion, type PartnerScope, widens } from './partner-scope.js';

const parking = { purpose: 'perk_parking', minGrade: null };
const deposit = { purpose: 'perk_deposit', minGrade: 'good' } as const;
const rent = { purpose: 'perk_rent', minGrade: 'excellent' } as const;
const scope = (claims: readonly string[], purposes: PartnerScope['purposes'] = []): PartnerScope => ({ claims, purposes });

export const suites = [
  suite('one minimum grade a partner', 'domain rule 2', oneGrade, [
    ['none at all', [], true],
    ['a purpose without one', [parking], true],
    ['one, and a purpose without one', [parking, deposit], true],
    ['the same twice', [deposit, { ...rent, minGrade: 'good' }], true],
    ['two would tell more than one', [deposit, rent], false],
    ['also beside one without', [parking, deposit, rent], false],
  ]),
  suite('offers and registration ask one question', 'domain rule 2', (m: readonly [PartnerScope['purposes'], PartnerScope['purposes']]) => oneQuestion(...m), [
    ['nothing registered', [[], [deposit]], true],
    ['the same', [[deposit], [deposit]], true],
    ['another grade under the same purpose', [[deposit], [{ ...deposit, minGrade: 'excellent' }]], false],
    ['none where one is registered: the answers differ for those below', [[deposit], [{ ...deposit, minGrade: null }]], false],
    ['another purpose without one', [[deposit], [parking]], true],
    ['another purpose with another grade tells more than one', [[deposit], [rent]], false],
  ]),
  suite('what widens takes two people', 'product F3', ([before, after]: readonly [PartnerScope, PartnerScope]) => widens(before, after), [
    ['the same', [scope(['a'], [deposit]), scope(['a'], [deposit])], false],
    ['in another order', [scope(['a', 'b']), scope(['b', 'a'])], false],
    ['a claim less', [scope(['a', 'b']), scope(['a'])], false],
    ['a claim more', [scope(['a']), scope(['a', 'b'])], true],
    ['one for another', [scope(['a']), scope(['b'])], true],
    ['a purpose less', [scope([], [parking, deposit]), scope([], [parking])], false],
    ['a purpose more', [scope([], [parking]), scope([], [parking, deposit])], true],
    ['a stricter grade asks something else', [scope([], [deposit]), scope([], [{ ...deposit, minGrade: 'excellent' }])], true],
    ['no grade asks something else too', [scope([], [deposit]), scope([], [{ ...deposit, minGrade: null }])], true],
    ['the first of all', [scope([]), scope(['a'])], true],
  ]),
];
