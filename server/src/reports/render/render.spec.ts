import fs from 'node:fs';
import { describe, expect, jest, test } from '@jest/globals';
import jsqr from 'jsqr';
import { pdfStreams, pdfText } from '../../testing/pdf-text.js';
import type { ReportDocument, Section } from './document.js';
import { Fonts, linesOf } from './fonts.js';
import { qrPath } from './qr.js';
import { render } from './render.js';
import { ReportRenderer } from './renderer.service.js';

jest.setTimeout(60_000);
/** A CommonJS module, whose default is itself or what it exports. */
const readQr = (jsqr as unknown as { default?: typeof jsqr.default }).default ?? (jsqr as unknown as typeof jsqr.default);
const read = <T>(name: string) => JSON.parse(fs.readFileSync(new URL(`../../../../test/cases/${name}`, import.meta.url), 'utf8')) as T;
const link = 'https://credit.example.gov.cn/packages/publicity/verify/index?r=abcdefghijklmnopqrstuv';
const doc = (more: Partial<ReportDocument> = {}): ReportDocument => ({
  title: '公共信用报告',
  subtitle: '自然人版　2026 年 11 月 25 日出具',
  facts: [{ label: '姓名', value: '李示例宁' }],
  sections: [],
  notes: ['任何单位不得强制索要。'],
  watermark: '仅供 评优申报 使用',
  footer: 'BH20261125-7Q4K-92MX',
  check: { code: '7Q4K 92MX', link, text: ['报告验真码'] },
  issuedAt: '2026-11-25T01:50:00Z',
  ...more,
});
const section = (text: string): Section => ({ title: '示例', count: '1 条', items: [{ title: '示例记录', lines: [{ label: '内容', value: text }] }] });
/** Without the breaks, gaps and footers that laying out puts in. */
const bare = (text: string) => text.replace(/BH20261125-7Q4K-92MX|第 \d+ 页，共 \d+ 页|\s/g, '');

describe('PDF-1: glyphs', () => {
  const { names } = read<{ names: string[] }>('PDF-1.glyphs.json');

  test('rare names are shown by some font, none as its code point, and copy out code point for code point', async () => {
    const { bytes, missing } = await render(doc({ facts: names.map((value) => ({ label: '姓名', value })) }));
    expect(missing).toEqual([]);
    const text = bare((await pdfText(bytes)).join(''));
    for (const name of names) expect(text).toContain(name);
  });
  test('3,000 different characters: all there, subsets only, and small', async () => {
    const body = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(0x4e00 + i * 6)).join('');
    const { bytes, missing, pages } = await render(doc({ sections: [section(body)] }));
    expect(missing).toEqual([]);
    expect(pages).toBeLessThanOrEqual(5);
    expect(bytes.length).toBeLessThan(800 * 1024);
    const text = bare((await pdfText(bytes)).join(''));
    expect(text).toContain(body);
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/\/FontName \/[A-Z]{6}\+NotoSansSC-Regular/);
  });
  test.each([95, 130])('%i different ones, and letters in the same line at their own width', async (n) => {
    const body = `${Array.from({ length: n }, (_, i) => String.fromCodePoint(0x5000 + i)).join('')} 91120116MA3H8K2L0N iiii WWWW`;
    const { bytes } = await render(doc({ sections: [section(body)] }));
    expect(bare((await pdfText(bytes)).join(''))).toContain(bare(body));
    const fonts = new Fonts();
    const wide = (text: string) => fonts.glyphs(text, 'regular').reduce((w, g) => w + g.width, 0);
    expect(wide('示')).toBe(1);
    expect(wide('WWWW')).toBeGreaterThan(2 * wide('iiii'));
  });
  test('a character that no font has: its code point is printed, the character itself is what copies', async () => {
    const { bytes, missing } = await render(doc({ facts: [{ label: '姓名', value: '示\u{e863}' }] }));
    expect(missing).toEqual(['\u{e863}']);
    expect(bare((await pdfText(bytes)).join(''))).toContain('示〔U+E863〕');
    expect(pdfStreams(bytes).join('')).toMatch(/\/ActualText/);
  });
  test('two characters that one glyph draws each copy as themselves', async () => {
    const { bytes } = await render(doc({ facts: [{ label: '人', value: '\u2f08' }] })); // the radical, drawn as the character
    expect(
      pdfStreams(bytes)
        .join('')
        .match(/\/ActualText/g),
    ).toHaveLength(1);
  });
});

describe('pages', () => {
  const many: Section = {
    title: '信用承诺',
    count: '60 条',
    items: Array.from({ length: 60 }, (_, i) => ({ title: `第 ${i} 条`, lines: section('示例').items[0]?.lines ?? [] })),
  };

  test('numbered, each with the number of the report, headings with what they head', async () => {
    const { bytes, pages } = await render(doc({ sections: [many, section('末尾')] }));
    const text = await pdfText(bytes);
    expect(text).toHaveLength(pages);
    expect(pages).toBeGreaterThan(3);
    text.forEach((page, i) => {
      expect(page).toContain(`第 ${i + 1} 页，共 ${pages} 页`);
      expect(page).toContain('BH20261125-7Q4K-92MX');
      expect(page.trim().split('\n').at(-2)).toMatch(/^(内容|任何单位|报告验真码)/); // never a heading, nor a title, alone at the foot
    });
    for (let i = 0; i < 60; i++) expect(bare(text.join(''))).toContain(`第${i}条`);
  });
  test('a file without records is one page that says so', async () => {
    const { bytes, pages } = await render(doc({ sections: [{ title: '行政管理', count: '没有', items: [] }] }));
    expect([pages, (await pdfText(bytes))[0]]).toEqual([1, expect.stringContaining('没有')]);
  });
  test('the watermark is drawn, not written: nobody copies it', async () => {
    const [text = ''] = await pdfText((await render(doc({ watermark: '仅供 水印用途 使用' }))).bytes);
    expect(text).not.toContain('水印用途');
  });
  test('a record of 6,000 characters goes over pages and loses none', async () => {
    const body = '长文字，'.repeat(1500);
    const { bytes, pages } = await render(doc({ sections: [section(body)] }));
    expect(pages).toBeGreaterThan(3);
    expect(bare((await pdfText(bytes)).join('')).match(/长文字/g)).toHaveLength(1500);
  });
});

describe('lines', () => {
  const fonts = new Fonts();
  const lines = (text: string, ems: number) => linesOf(fonts.glyphs(text, 'regular'), ems).map((l) => l.map((g) => g.char).join(''));
  test.each([
    ['一二三四五，六', 5, ['一二三四', '五，六']],
    ['一二三（四五）', 4, ['一二三', '（四五）']],
    ['代码 91120116MA3H8K2L0N 号', 11, ['代码 ', '91120116MA3H8K2L0N ', '号']],
    ['9'.repeat(30), 8, undefined],
  ])('%s', (text, ems, want) => {
    const got = lines(text, ems);
    if (want) expect(got).toEqual(want);
    expect(got.join('')).toBe(text);
  });
});

describe('PDF-2: the code', () => {
  const { report } = read<{ report: { version: string; printed_mm: string } }>('PDF-2.qr-density.json');
  test(`version ${report.version}, ${report.printed_mm} mm, quiet zone of four`, () => {
    const { size } = qrPath(link);
    const modules = size - 8;
    expect(modules).toBeLessThanOrEqual(41);
    expect((32 * modules) / size).toBeGreaterThanOrEqual(25);
  });
  test('read at 240 pixels, blurred by one, at 70 %, turned by 5 degrees', () => {
    expect(decode(photographed(link, 240 * 0.7, 5))).toBe(link);
  });
  test('a longer text throws, it is never drawn unreadable', () => {
    expect(() => qrPath('x'.repeat(107))).toThrow(RangeError);
  });
});

/** The code as a camera sees it: grey, so many pixels wide, each of them the mean of its neighbourhood, turned about the middle. */
function photographed(text: string, side: number, degrees: number): { data: Uint8ClampedArray; side: number } {
  const { path, size } = qrPath(text);
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h/g)].map(([, x, y]) => `${x} ${y}`));
  const [cos, sin, width] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180), Math.ceil(side * 1.2)];
  const data = new Uint8ClampedArray(width * width * 4);
  const isDark = (px: number, py: number) => {
    const [dx, dy] = [px - width / 2, py - width / 2];
    return dark.has(`${Math.floor(((dx * cos + dy * sin) / side + 0.5) * size)} ${Math.floor(((dy * cos - dx * sin) / side + 0.5) * size)}`);
  };
  const NEAR = [-1, -0.5, 0, 0.5, 1];
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++) {
      const n = NEAR.reduce((sum, i) => sum + NEAR.filter((j) => isDark(x + 0.5 + i, y + 0.5 + j)).length, 0);
      data.set([255 - n * 10, 255 - n * 10, 255 - n * 10, 255], 4 * (y * width + x));
    }
  return { data, side: width };
}
const decode = ({ data, side }: { data: Uint8ClampedArray; side: number }) => readQr(data, side, side)?.data;

describe('in a thread of its own', () => {
  test('the same report, while this thread goes on', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const { pages, bytes } = await new ReportRenderer().render(doc(), new AbortController().signal);
    clearInterval(timer);
    expect([pages, Buffer.from(bytes.subarray(0, 5)).toString()]).toEqual([1, '%PDF-']);
    expect(turns).toBeGreaterThan(3);
  });
  test('stopped when it is told to; one that cannot be drawn is an error, and the next is drawn all the same', async () => {
    const renderer = new ReportRenderer();
    const stopper = new AbortController();
    const stopped = renderer.render(doc(), stopper.signal);
    const wrong = renderer.render(doc({ check: { code: '', link: 'x'.repeat(200), text: [] } }), new AbortController().signal);
    const next = renderer.render(doc(), new AbortController().signal);
    stopper.abort(new Error('told to stop'));
    await expect(stopped).rejects.toThrow('told to stop');
    await expect(wrong).rejects.toThrow('modules');
    expect((await next).pages).toBe(1);
  });
});
