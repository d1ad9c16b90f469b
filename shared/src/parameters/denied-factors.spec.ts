import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DENIED_FACTORS, deniedIn, deniedPlaces } from './denied-factors.js';
import { GRADE_SCHEME_2026, GradeScheme } from './grade-scheme.js';

/** What the list in domain research, section 7 rule 6 and product B5 names. */
const BY_LAW =
  'religion gene fingerprint blood disease income deposits securities tax_amount marriage petition speech profession employer education household honour_rank'.split(
    ' ',
  );
const withFactor = (name: string) => ({ ...GRADE_SCHEME_2026, factors: { ...GRADE_SCHEME_2026.factors, [name]: { most: 1, years: 1 } } });

describe('denied factors', () => {
  it('are all of the law’s list', () => expect(BY_LAW.filter((key) => !DENIED_FACTORS.some((f) => f.key === key))).toEqual([]));
  it.each([
    ['职业', 'profession'],
    ['職業', 'profession'],
    ['职 业', 'profession'],
    ['职\u200b业', 'profession'],
    ['职-业·稳定', 'profession'],
    ['职1业', 'profession'],
    ['professionYears', 'profession'],
    ['PROFESSION', 'profession'],
    ['ｐｒｏｆｅｓｓｉｏｎ', 'profession'],
    ['p r o f e s s i o n', 'profession'],
    ['prоfеssiоn', 'profession'], // three Cyrillic letters
    ['próféssion', 'profession'],
    ['ⓟrofession', 'profession'],
    ['zhi_ye', 'profession'],
    ['雇主规模', 'employer'],
    ['僱傭单位', null], // variant of another word: not on the list by itself
    ['工作單位', 'employer'],
    ['employer_name', 'employer'],
    ['學歷', 'education'],
    ['學曆', 'education'],
    ['毕业院校', 'education'],
    ['hasDegree', 'education'],
    ['戶籍', 'household'],
    ['戸口所在地', 'household'],
    ['hu-kou', 'household'],
    ['區級荣誉', 'honour_rank'],
    ['荣誉级别', 'honour_rank'],
    ['honourRank', 'honour_rank'],
    ['gene', 'gene'],
    ['generalMonths', null],
    ['taxAmount', 'tax_amount'],
    ['納稅額', 'tax_amount'],
    ['薪酬', 'income'],
    ['献血次数', 'blood'],
    ['信用承诺', null],
    ['守信满 6 个月', null],
  ])('%s', (text, factor) => expect(deniedIn(text)).toBe(factor));
  it('are found at any depth, in names and in words, and not in the references that cite statutes by their titles', () => {
    expect(deniedPlaces({ a: [{ 学历: 1 }, '按 职业 分档'], references: ['《证券法》'] })).toEqual([
      { path: 'a.0.学历', factor: 'education' },
      { path: 'a.1', factor: 'profession' },
    ]);
  });
});

describe('the schema of a grade scheme', () => {
  it('refuses each of them as a factor and says which and where', () => {
    for (const { words, names } of DENIED_FACTORS)
      for (const name of [...words, ...names]) {
        const r = GradeScheme.safeParse(withFactor(name));
        expect([name, r.success]).toEqual([name, false]);
        expect(r.error?.issues[0]?.message).toMatch(/不能作为个人信用等级的因素$/);
        expect(r.error?.issues[0]?.path.join('.')).toBe(`factors.${name}`);
      }
  });
  it('refuses them in what is said of the scheme, and hidden in a factor there is', () => {
    expect(GradeScheme.safeParse({ ...GRADE_SCHEME_2026, why: '按职 业分档' }).success).toBe(false);
    const { honour } = GRADE_SCHEME_2026.factors;
    expect(GradeScheme.safeParse({ ...GRADE_SCHEME_2026, factors: { ...GRADE_SCHEME_2026.factors, honour: { ...honour, issuerLevel: 2 } } }).success).toBe(
      false,
    );
  });
  it('refuses any factor beyond the four, whatever it is called', () =>
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((s) => !Object.hasOwn(GRADE_SCHEME_2026.factors, s) && s !== '__proto__'),
        (name) => !GradeScheme.safeParse(withFactor(name)).success,
      ),
    ));
  it('takes what is in force', () => expect(GradeScheme.parse(GRADE_SCHEME_2026)).toEqual(GRADE_SCHEME_2026));
});
