import { GRADE_WORDS, type GradeOrUnrated } from '@binhai/shared/rules/grade';
import { held } from '../platform/held.js';

export const CREDIT_HELD = [
  held({
    collection: 'grade_results',
    title: '评定过的等级',
    holds: '每次评定的日期、方案、结果，和当时用到的记录（加密）',
    why: '让你看到 12 个月的变化，也让每次结果可以重新算出来核对',
    law: '个人信息保护法第二十四条（自动化决策的说明）',
    kept: '到你注销账号为止；其中用到的记录和完整结果 5 年后删除',
    by: { personId: 'person' },
    atJoin: { do: 'stay', why: 'decided by the number the account had then, which was withdrawn; the other account has its own' },
    atDeletion: { do: 'erase' },
    copied: {
      on: '评定日期',
      at: '评定时间',
      'result.grade': { label: '结果', say: (v) => GRADE_WORDS[v as GradeOrUnrated] ?? String(v) },
      'result.validUntil': '结果到哪天为止',
      schemeId: '评价方案',
      engine: '规则版本',
      publicityId: '公示期参数',
      sealedInputs: { label: '用到的记录', sealed: 'json', say: (v) => `${(v as unknown[]).length} 条` },
    },
    inner: ['_id', 'result', 'rev', 'scheme', 'publicity', 'sealedResult', 'sha256', 'erasedAt'],
  }),
];
