import { formatClock, formatDate, localDateOf } from '@binhai/shared/dates/dates';
import type { Held, Shown } from '../platform/held.js';

/** One field of one document, opened: as it is for machines, in words for people. */
export interface Field {
  readonly path: string;
  readonly label: string;
  readonly value: unknown;
  readonly words: string;
}
export type Row = readonly Field[];
/** What stands at a dotted path; undefined where nothing does. */
export const at = (doc: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((o, key) => (o !== null && typeof o === 'object' ? (o as Record<string, unknown>)[key] : undefined), doc);
export const instant = (d: Date) => `${formatDate(localDateOf(d.getTime()))} ${formatClock(d.getTime())}`;
function wordsOf(value: unknown): string {
  if (value instanceof Date) return instant(value);
  if (Array.isArray(value)) return value.map(wordsOf).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
/** @param open the sealed field of this document in plain */
export function rowOf({ copied }: Pick<Held, 'copied'>, doc: Record<string, unknown>, open: (path: string, sealed: string) => string): Row {
  return Object.entries(copied).flatMap(([path, shown]): Row => {
    const { label, sealed, say }: Shown = typeof shown === 'string' ? { label: shown } : shown;
    const stored = at(doc, path);
    if (stored === undefined || stored === null || stored === '' || (Array.isArray(stored) && stored.length === 0)) return [];
    const plain = sealed ? open(path, String(stored)) : stored;
    const value: unknown = sealed === 'json' ? JSON.parse(String(plain)) : plain;
    return [{ path, label, value, words: say ? say(value, doc) : wordsOf(value) }];
  });
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);

export type Section = Pick<Held, 'title' | 'holds' | 'why' | 'law' | 'kept'> & { readonly rows: AsyncIterable<Row> };
export interface CopyHead {
  readonly madeAt: Date;
  readonly hotline: string;
}
/** The copy for machines: one JSON document, streamed. Instants are ISO 8601, money is whole fen, nothing is rounded or renamed. */
export async function* jsonCopy(head: CopyHead, sections: Iterable<Section>): AsyncGenerator<string> {
  yield `{\n"format": "binhai.export/1",\n"madeAt": ${JSON.stringify(head.madeAt.toISOString())},\n"sections": [`;
  let first = true;
  for (const { rows, ...words } of sections) {
    yield `${first ? '' : ','}\n${JSON.stringify(words).slice(0, -1)},"items":[`;
    first = false;
    let comma = '';
    for await (const row of rows) {
      yield `${comma}\n${JSON.stringify(Object.fromEntries(row.map((f) => [f.path, f.value])))}`;
      comma = ',';
    }
    yield ']}';
  }
  yield ']\n}\n';
}

const STYLE = `:root{color-scheme:light}*{box-sizing:border-box}body{margin:0;background:#f5f4ef;color:#0a2a30;font:16px/1.625 "PingFang SC","HarmonyOS Sans SC","MiSans","Noto Sans CJK SC","Source Han Sans SC",sans-serif}
main{max-width:760px;margin:0 auto;padding:24px 16px 64px}h1{font-size:28px;line-height:1.3;margin:0 0 8px}h2{font-size:20px;line-height:1.4;margin:32px 0 8px}p{margin:0 0 8px}.t2{color:#34494d;font-size:14px}
nav ul{columns:2;padding:0;margin:16px 0 0;list-style:none}nav li{padding:6px 0}a{color:#0f6a74}
.card{background:#fff;border-radius:12px;padding:12px 16px;margin:12px 0;break-inside:avoid}dl{display:grid;grid-template-columns:8em 1fr;gap:4px 16px;margin:0}dt{color:#55686b;font-size:14px;padding-top:1px}dd{margin:0;overflow-wrap:anywhere}
.why dl{font-size:14px}.none{color:#55686b}.num{font-variant-numeric:tabular-nums}
@media(max-width:420px){dl{grid-template-columns:6.5em 1fr;gap:4px 12px}}
@media print{body{background:#fff;font-size:11pt}main{max-width:none;padding:0}.card{border:1px solid #c9c6bb;border-radius:0}nav{display:none}h2{break-after:avoid}@page{margin:18mm 16mm}}`;
const pair = (k: string, v: string) => `<dt>${escapeHtml(k)}</dt><dd>${escapeHtml(v)}</dd>`;
/** The copy for reading: one page without scripts and without anything from elsewhere, for a phone and for paper; streamed. */
export async function* htmlCopy(head: CopyHead, sections: readonly Section[]): AsyncGenerator<string> {
  const made = instant(head.madeAt);
  yield `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="referrer" content="no-referrer"><title>我的数据　诚信滨海</title><style>${STYLE}</style></head><body><main>\n`;
  yield `<h1>我的数据</h1><p class="t2 num">诚信滨海　${made} 做好</p><p>这是本平台保存的、和你有关的全部内容。里面有姓名和证件号，请自己保管好，不要发给别人；没有人有权要你出示。</p><p class="t2">内容有误，可以在 App 里提出异议，或打 ${escapeHtml(head.hotline)}。同样的内容在 data.json 里，供程序读取。</p>\n<nav aria-label="目录"><ul>`;
  for (const [i, s] of sections.entries()) yield `<li><a href="#s${i}">${escapeHtml(s.title)}</a></li>`;
  yield '</ul></nav>\n';
  for (const [i, s] of sections.entries()) {
    yield `<section><h2 id="s${i}">${escapeHtml(s.title)}</h2><div class="card why"><dl>${pair('保存什么', s.holds)}${pair('为什么', s.why)}${pair('依据', s.law)}${pair('保存多久', s.kept)}</dl></div>\n`;
    let any = false;
    for await (const row of s.rows) {
      any = true;
      if (row.length > 0) yield `<div class="card"><dl>${row.map((f) => pair(f.label, f.words)).join('')}</dl></div>\n`;
    }
    if (!any) yield '<p class="none">没有</p>\n';
    yield '</section>\n';
  }
  yield '</main></body></html>\n';
}
