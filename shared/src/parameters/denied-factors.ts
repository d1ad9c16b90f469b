/**
 * What can never be a factor of a person's grade: 征信业管理条例 art. 13–14 and the faults of city scores (domain research, section 7 rule 6; product B5).
 * The grade scheme's schema refuses whatever names one, so neither a desk, nor a command, nor a release can bring it in.
 * `words` are matched in Chinese text, `names` in Latin letters.
 */
export const DENIED_FACTORS = [
  { key: 'religion', words: ['宗教', '信仰'], names: ['religion', 'religious', 'faith', 'zongjiao'] },
  { key: 'gene', words: ['基因'], names: ['gene', 'genes', 'genetic', 'dna', 'jiyin'] },
  { key: 'fingerprint', words: ['指纹'], names: ['fingerprint', 'zhiwen'] },
  { key: 'blood', words: ['血型', '献血'], names: ['blood', 'xuexing', 'xianxue'] },
  { key: 'disease', words: ['疾病', '病史', '残疾'], names: ['disease', 'illness', 'disability', 'health', 'jibing'] },
  { key: 'income', words: ['收入', '工资', '薪'], names: ['income', 'salary', 'wage', 'shouru', 'gongzi'] },
  { key: 'deposits', words: ['存款', '储蓄'], names: ['deposit', 'savings', 'cunkuan'] },
  { key: 'securities', words: ['有价证券', '证券', '商业保险', '不动产'], names: ['securities', 'shares', 'insurance', 'realestate', 'zhengquan'] },
  { key: 'tax_amount', words: ['纳税数额', '纳税额', '税额'], names: ['tax', 'taxes', 'taxamount', 'nashui'] },
  { key: 'marriage', words: ['婚姻', '婚育', '结婚', '离婚'], names: ['marriage', 'marital', 'married', 'hunyin'] },
  { key: 'petition', words: ['信访', '上访'], names: ['petition', 'xinfang', 'shangfang'] },
  { key: 'speech', words: ['言论', '发帖', '舆情'], names: ['speech', 'opinion', 'posts', 'yanlun'] },
  { key: 'profession', words: ['职业', '职称', '职务', '工种', '行业'], names: ['profession', 'occupation', 'job', 'jobtitle', 'zhiye', 'zhicheng'] },
  { key: 'employer', words: ['雇主', '工作单位', '用人单位', '单位性质', '编制'], names: ['employer', 'employment', 'workplace', 'guzhu', 'danwei'] },
  { key: 'education', words: ['学历', '学位', '毕业院校', '文凭'], names: ['education', 'degree', 'diploma', 'university', 'xueli', 'xuewei'] },
  { key: 'household', words: ['户籍', '户口', '籍贯', '本地人'], names: ['household', 'hukou', 'huji', 'birthplace', 'jiguan'] },
  {
    key: 'honour_rank',
    words: ['国家级', '省级', '市级', '区级', '颁发单位级别', '荣誉级别'],
    names: ['honourrank', 'honorrank', 'rank', 'issuerlevel', 'jibie'],
  },
  { key: 'payments', words: ['缴费', '欠费', '消费'], names: ['payment', 'spending', 'consumption', 'bills', 'jiaofei'] },
] as const;
export type DeniedFactor = (typeof DENIED_FACTORS)[number]['key'];

/** Traditional and variant forms of the characters that the words above are written with. */
const VARIANTS =
  '職职業业稱称務务種种學学歷历曆历畢毕戶户戸户貫贯單单編编製制雇雇傭佣證证險险產产動动納纳稅税數数額额訪访論论發发輿舆國国級级區区頒颁別别榮荣譽誉殘残獻献儲储資资薪薪繳缴費费離离結结紋纹';
/** Letters of other alphabets that look like Latin ones. */
const LOOKALIKES = 'аaеeоoрpсcхxуyіiјjѕsԁdһhқkνvοoαaρpτtυuиuʟl';
const pairs = (text: string): { readonly [from: string]: string } => {
  const map: { [from: string]: string } = {};
  const all = Array.from(text);
  for (let i = 0; i + 1 < all.length; i += 2) map[all[i] ?? ''] = all[i + 1] ?? '';
  return map;
};
const SAME = { ...pairs(VARIANTS), ...pairs(LOOKALIKES) };
const LATIN = /[a-z]/;
const HAN = /[\u3400-\u4DBF\u4E00-\u9FFF]/;

/** Compatibility forms, accents, case, look-alikes and variant characters fold to one; what is neither a letter nor Han stays as a gap. */
const folded = (text: string): string[] =>
  Array.from(text.normalize('NFKD').normalize('NFKC').toLowerCase().normalize('NFD'))
    .filter((c) => !/[\u0300-\u036F]/.test(c))
    .map((c) => SAME[c] ?? c);
/** camelCase and separators part words. */
const tokens = (text: string): string[] =>
  folded(text.replace(/([a-z\d])([A-Z])/g, '$1 $2'))
    .map((c) => (LATIN.test(c) ? c : ' '))
    .join('')
    .split(/ +/);
/** A shorter name is found only as a word of its own: `gene` stands in general. */
const FOUND_INSIDE = 6;

/** The denied factor that a text names, however it is spelt; null when it names none. */
export function deniedIn(text: string): DeniedFactor | null {
  const chars = folded(text);
  const han = chars.filter((c) => HAN.test(c)).join('');
  const latin = chars.filter((c) => LATIN.test(c)).join('');
  const own = tokens(text);
  const named = (name: string): boolean =>
    latin === name || own.some((t) => t === name || t === `${name}s`) || (name.length >= FOUND_INSIDE && latin.indexOf(name) >= 0);
  for (const { key, words, names } of DENIED_FACTORS) if (words.some((w) => han.indexOf(w) >= 0) || names.some(named)) return key;
  return null;
}

export interface Denied {
  /** Where it stands: factors.profession. */
  readonly path: string;
  readonly factor: DeniedFactor;
}
/**
 * Every place of a scheme, of whatever shape, whose name or text names a denied factor. References cite statutes by their titles and are not
 * looked through: they decide nothing.
 */
export function deniedPlaces(value: unknown, path = ''): Denied[] {
  if (typeof value === 'string') {
    const factor = deniedIn(value);
    return factor === null ? [] : [{ path, factor }];
  }
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).reduce<Denied[]>((found, [key, inner]) => {
    const at = path === '' ? key : `${path}.${key}`;
    if (path === '' && key === 'references') return found;
    const factor = Array.isArray(value) ? null : deniedIn(key);
    return found.concat(factor === null ? [] : [{ path: at, factor }], deniedPlaces(inner, at));
  }, []);
}
/** What a denied factor is called on a screen. */
export const deniedWord = (factor: DeniedFactor): string => DENIED_FACTORS.filter((f) => f.key === factor)[0]?.words[0] ?? factor;
