import { held } from '../platform/held.js';
import type { ReportFacts } from './report.schema.js';

const STATES: Readonly<Record<string, string>> = { making: '生成中', ready: '已出具', failed: '没有做成', revoked: '已撤销' };
export const REPORTS_HELD = [
  held({
    collection: 'reports',
    title: '出具过的信用报告',
    holds: '什么时候出的、用途、选了哪几类、验真码、文件指纹；报告内容不在这里',
    why: '让拿到报告的人能验真',
    law: '天津市社会信用条例第十三条',
    kept: '过了可验真日期后 1 年；文件 30 天，撤销的马上删除',
    by: { person: 'person' },
    atJoin: { do: 'stay', why: 'made under a real name that was withdrawn since; who joins may have proven another. Checked by their code until their day' },
    atDeletion: { do: 'erase' },
    copied: {
      purpose: { label: '写明用途', sealed: true },
      subject: { label: '报告主体', sealed: true },
      classTitles: { label: '内容', say: (v) => (v as string[]).join('、') },
      state: { label: '状态', say: (v) => STATES[String(v)] ?? String(v) },
      code: '验真码',
      askedAt: '申请时间',
      until: '可验真到',
      facts: { label: '文件', say: (v) => (v ? `${(v as ReportFacts).pages} 页，指纹 ${(v as ReportFacts).sha256}` : '没有') },
    },
    inner: ['_id', 'kind', 'requestId', 'bodyHash', 'day', 'slot', 'choice', 'uscc', 'revision', 'goneAt'],
  }),
];
