import { suite } from '../cases.js';
import { bigrams, searchQuery } from './bigrams.js';
import { foldIdentifier, foldSearch, isBlankMark } from './fold.js';
import { maskMobile, maskName, maskNumber, maskPlate } from './mask.js';

export const suites = [
  suite('identifiers', 'troubles ID-1, ID-4', foldIdentifier, [
    ['width, case, blanks, dots', ' 津　ａ·1b2c3 ', '津A1B2C3'],
    ['direction marks of a copied number', '\u202A12011619880229008x\u202C', '12011619880229008X'],
    ['hyphens stay', '138-0013', '138-0013'],
    ['a dotted i is not folded by any locale', 'ıİ', 'ıİ'],
  ]),
  suite('search', 'trouble PUB-1', foldSearch, [
    ['brackets of every kind', '津滨示罚〔2026〕１０１号', '津滨示罚2026101号'],
    ['half width and blanks', '津滨示罚[ 2026 ] 101号', '津滨示罚2026101号'],
    ['one dot', '古丽•示例', '古丽·示例'],
    ['small letters', 'ＡＢＣ科技', 'abc科技'],
  ]),
  suite('nothing written', 'domain research, section 6, dirty values', (list: string[]) => list.map(isBlankMark), [
    ['what stands for nothing', ['', ' ', '— —', '——', '-', '/', '无', ' 暂无 ', 'null', 'N/A', '\u200B'], Array.from({ length: 11 }, () => true)],
    ['what does not', ['0', '无锡示例公司', '无罚款', '空军', 'A'], Array.from({ length: 5 }, () => false)],
  ]),
  suite('pairs', 'architecture 15', bigrams, [
    ['distinct, in order', '海海海蓝', ['海海', '海蓝']],
    ['never half a character', '𠮷示', ['𠮷示']],
    ['one character has none', '海', []],
  ]),
  suite('queries', 'trouble DB-3', searchQuery, [
    ['parts in any order', '物流 海蓝', { ok: true, terms: ['物流', '海蓝'], grams: ['物流', '海蓝'] }],
    ['a part of one character is kept for the check', '海蓝 港', { ok: true, terms: ['海蓝', '港'], grams: ['海蓝'] }],
    ['brackets alone', '（）', { ok: false, reason: 'query_too_short' }],
    ['two parts of one character', '海 蓝', { ok: false, reason: 'query_too_short' }],
  ]),
  suite(
    'masks',
    'DESIGN section 6; domain research, section 7 rule 24',
    () => [
      [maskName('李示宁'), maskName('张示'), maskName('𠮷示滨'), maskName('示𠮷'), maskName('古丽示例·热合曼'), maskName('示'), maskName('')],
      [
        maskMobile('13912347702'),
        maskMobile('1391'),
        maskNumber('120116199003072013'),
        maskNumber('12'),
        maskPlate('津A12345'),
        maskPlate('津AD12345'),
        maskPlate('津A'),
      ],
    ],
    [
      [
        'names, phones, numbers, plates',
        undefined,
        [
          ['李*宁', '张*', '𠮷*滨', '示*', '古*曼', '示*', ''],
          ['139****7702', '****', '1****************3', '**', '津A***45', '津A****45', '**'],
        ],
      ],
    ],
  ),
];
