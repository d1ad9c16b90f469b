import type { ReplyOf } from '@binhai/shared/contract/http';
import type { organisationFile } from '@binhai/shared/contract/organisation-file';
import type { ReportPurpose } from '@binhai/shared/contract/report';
import { formatDate, type LocalDate, localDateOf } from '@binhai/shared/dates/dates';
import { spacedCode } from '@binhai/shared/identifiers/short-code';
import type { Directory } from '@binhai/shared/parameters/directory';
import type { PublicityParameters } from '@binhai/shared/parameters/publicity';
import type { Grade } from '@binhai/shared/rules/grade';
import { publicityWindow } from '@binhai/shared/rules/publicity';
import type { CreditRecord } from '@binhai/shared/rules/record';
import type { Line, ReportDocument, Section } from './render/document.js';

export const PURPOSES: Record<Exclude<ReportPurpose, 'other'>, string> = { award: '评优申报', bid: '投标', qualification: '资格申请', own: '自己留存' };
const GRADES: Record<Grade | 'unrated', string> = { exemplary: '守信示范', excellent: '守信优良', good: '守信良好', unrated: '暂未评定' };
const FULFILMENT = { running: '履行中', kept: '已履行', broken: '未履行' } as const;
/** Said on every report: what it never holds, and that nobody may ask for it (product B4). */
const NOTES = [
  '异议处理中的、简易程序的、已修复的、满 5 年的，以及不在公示期的失信信息，不会出现在任何报告里。',
  '这不是征信报告。租房、招聘、贷款、婚恋不需要这份报告，任何单位不得强制索要；有人强迫出示，可以投诉。',
];
const lines = (of: readonly (readonly [string, string | null | undefined | false])[]): Line[] =>
  of.flatMap(([label, value]) => (value ? [{ label, value }] : []));
const counted = (n: number, word: string) => (n === 0 ? '没有' : `${n} ${word}`);

/** Facts of a record as others may read them; its free texts stay with the person. */
export function recordLines(r: CreditRecord, publicity: PublicityParameters, on: LocalDate): Line[] {
  const window = publicityWindow(r, publicity, on);
  const done = r.fulfilment && FULFILMENT[r.fulfilment];
  return lines([
    ['认定单位', r.unit],
    ['文书号', r.documentNumber],
    ['日期', formatDate(r.decidedOn)],
    ['履行情况', done && (r.fulfilledOn && r.fulfilment !== 'running' ? `${done}，${formatDate(r.fulfilledOn)}` : done)],
    ['公示期', window && (window.lastDay ? `到 ${formatDate(window.lastDay)}` : '到改正并履行完义务')],
    ['有效期至', r.endsOn !== null && formatDate(r.endsOn)],
  ]);
}
export const sectionOf = (title: string, records: readonly CreditRecord[], publicity: PublicityParameters, on: LocalDate): Section => ({
  title,
  count: counted(records.length, '条'),
  items: records.map((r) => ({ title: r.title, lines: recordLines(r, publicity, on) })),
});
export const classTitles = (directory: Directory, codes: readonly string[]): string[] =>
  directory.classes.filter((c) => codes.includes(c.code)).map((c) => c.title);

export interface LookLine {
  readonly at: string;
  readonly who: string;
  readonly purpose: string;
  readonly items: readonly string[];
}
export const looksSection = (looks: readonly LookLine[], more: boolean): Section => ({
  title: '谁查过我',
  count: more ? `最近 ${looks.length} 次` : counted(looks.length, '次'),
  items: looks.map((l) => ({
    title: l.who,
    lines: lines([
      ['日期', formatDate(localDateOf(Date.parse(l.at)))],
      ['用途', l.purpose],
      ['看了什么', l.items.join('、')],
    ]),
  })),
});

export interface Stamp {
  readonly number: string;
  readonly code: string;
  readonly link: string;
  readonly until: LocalDate;
  readonly issuedAt: Date;
}
const check = ({ code, link, until }: Stamp): ReportDocument['check'] => ({
  code: spacedCode(code),
  link,
  text: ['报告验真码', `扫码或输码验真，${formatDate(until)}前有效`, '在“诚信滨海”的“报告验真”里输入上面 8 位，可以比对文件指纹，看内容有没有改动'],
});
const issued = (at: Date) => `${formatDate(localDateOf(at.getTime()))}出具`;

type PublicFile = ReplyOf<typeof organisationFile>;
/** Of an organisation: what is public about it on the day, nothing chosen, for anybody. */
export function organisationDocument(file: PublicFile, stamp: Stamp): ReportDocument {
  return {
    title: '公共信用报告',
    subtitle: `法人和其他组织版　${issued(stamp.issuedAt)}`,
    facts: lines([
      ['名称', file.name],
      ['统一代码', file.uscc],
      ['曾用名称', file.formerNames.join('、')],
      ['行业评级', file.rating ? `${file.rating.letter.toUpperCase()} 级（${file.rating.scheme}）` : '暂无评级'],
      ['报告编号', stamp.number],
    ]),
    sections: file.sections.map((s) => ({
      title: s.title,
      count: counted(s.total, '条'),
      items: s.items.map((i) => ({
        title: i.title,
        lines: lines([
          ['作出单位', i.unit],
          ['文书号', i.documentNumber],
          ['日期', formatDate(i.decidedOn)],
          ['状态', i.note],
        ]),
      })),
    })),
    notes: [
      `只收 ${formatDate(file.on)}正在公示的信息。公示期满、已修复、异议处理中的不在内，以平台当天显示的为准。`,
      '这不是征信报告。认为内容有误的，可以提出异议。',
    ],
    watermark: '公开信息',
    footer: `${stamp.number}　${file.name}`,
    check: check(stamp),
    issuedAt: stamp.issuedAt.toISOString(),
  };
}

export function personDocument(
  of: { readonly name: string; readonly number: string; readonly purpose: string; readonly grade: Grade | 'unrated' | null; readonly scheme: string },
  sections: readonly Section[],
  stamp: Stamp,
): ReportDocument {
  return {
    title: '公共信用报告',
    subtitle: `自然人版　${issued(stamp.issuedAt)}`,
    facts: lines([
      ['姓名', of.name],
      ['证件号码', of.number],
      ['写明用途', of.purpose],
      ['报告编号', stamp.number],
      ['信用等级', of.grade && `${GRADES[of.grade]}（${of.scheme}）`],
    ]),
    sections,
    notes: NOTES,
    watermark: `仅供 ${of.purpose} 使用`,
    footer: `${stamp.number}　仅供${of.purpose}使用`,
    check: check(stamp),
    issuedAt: stamp.issuedAt.toISOString(),
  };
}
