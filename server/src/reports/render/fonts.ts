import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';

const file = createRequire(import.meta.url).resolve;
export type Weight = 'regular' | 'bold';
/** Tried in this order. The first has the 8,105 characters of 通用规范汉字表 and some 22,000 more, the second what Japanese registers add (𠮷). */
const FILES: Record<Weight, readonly string[]> = {
  regular: [
    file('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    file('@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf'),
  ],
  bold: [file('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'), file('@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf')],
};
const SPELLED = 0;

/** A part of a text that one font shows. `actual`: what it stands for, where what is drawn would copy out as something else. */
export interface Run {
  readonly font: string;
  readonly text: string;
  readonly actual?: string;
}
export interface Glyph {
  readonly char: string;
  readonly run: Run;
  /** Of one em. */
  readonly width: number;
}
interface Face {
  readonly name: string;
  readonly path: string;
  readonly font: fontkit.Font;
  /** Which character each glyph of the file stood for first: the file copies out as that one. */
  readonly first: Map<number, string>;
}

/** The fonts of one document: which of them shows a character, and how wide. */
export class Fonts {
  readonly missing = new Set<string>();
  private readonly faces: Record<Weight, Face[]>;
  private readonly known = new Map<string, Glyph>();

  constructor() {
    const open = (weight: Weight) =>
      FILES[weight].map((path, i) => ({ name: `${weight}-${i}`, path, font: fontkit.openSync(path) as fontkit.Font, first: new Map<number, string>() }));
    this.faces = { regular: open('regular'), bold: open('bold') };
  }

  get files(): readonly { readonly name: string; readonly path: string }[] {
    return [...this.faces.regular, ...this.faces.bold];
  }
  /** One entry a character; one that no font has is spelled as its code point, never left blank. */
  glyphs(text: string, weight: Weight): Glyph[] {
    return [...text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ')].map((char) => this.glyph(char, weight));
  }
  /** Outlines of a line, for what is drawn and not written: em units, y upwards. */
  outline(
    text: string,
    weight: Weight,
  ): { readonly paths: readonly { readonly svg: string; readonly x: number }[]; readonly width: number; readonly em: number } {
    const face = this.face(weight, SPELLED);
    const { glyphs, positions } = face.font.layout(text);
    let x = 0;
    const paths = glyphs.map((g, i) => {
      const at = x;
      x += positions[i]?.xAdvance ?? 0;
      return { svg: g.path.toSVG(), x: at };
    });
    return { paths, width: x, em: face.font.unitsPerEm };
  }

  private glyph(char: string, weight: Weight): Glyph {
    const key = weight + char;
    const before = this.known.get(key);
    if (before) return before;
    const face = this.faces[weight].find((f) => f.font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0));
    const glyph = face ? this.shown(char, face) : this.spelled(char, weight);
    this.known.set(key, glyph);
    return glyph;
  }
  private shown(char: string, { name, font, first }: Face): Glyph {
    const g = font.glyphForCodePoint(char.codePointAt(0) ?? 0);
    const copies = first.get(g.id) ?? char;
    first.set(g.id, copies);
    return { char, run: { font: name, text: char, ...(copies !== char && { actual: char }) }, width: g.advanceWidth / font.unitsPerEm };
  }
  private spelled(char: string, weight: Weight): Glyph {
    this.missing.add(char);
    const text = `〔U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}〕`;
    const glyphs = [...text].map((c) => this.glyph(c, weight));
    return { char, run: { font: this.face(weight, SPELLED).name, text, actual: char }, width: glyphs.reduce((w, g) => w + g.width, 0) };
  }
  private face(weight: Weight, i: number): Face {
    const face = this.faces[weight][i];
    if (!face) throw new Error(`no font ${weight} ${i}`);
    return face;
  }
}

/** Glyphs of one line as runs, neighbours of one font together. */
export function runsOf(glyphs: readonly Glyph[]): { readonly run: Run; readonly width: number }[] {
  const runs: { run: Run; width: number }[] = [];
  for (const { run, width } of glyphs) {
    const last = runs.at(-1);
    if (last && last.run.font === run.font && last.run.actual === undefined && run.actual === undefined)
      runs[runs.length - 1] = { run: { font: run.font, text: last.run.text + run.text }, width: last.width + width };
    else runs.push({ run, width });
  }
  return runs;
}

const NOT_FIRST = /[，。、；：？！）》」』〕】”’…,.;:?!)\]}%·]/u;
const NOT_LAST = /[（《「『〔【“‘([{]/u;
const WORD = /[A-Za-z0-9+\-_/.]/;
/** Lines no wider than `most` ems: words of letters and figures stay whole where they can, closing marks do not begin a line. */
export function linesOf(glyphs: readonly Glyph[], most: number): Glyph[][] {
  const lines: Glyph[][] = [];
  let line: Glyph[] = [];
  let width = 0;
  for (const g of glyphs) {
    if (width + g.width > most && line.length > 0 && g.char !== ' ') {
      const cut = breakBefore(line, g.char);
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
      width = line.reduce((w, x) => w + x.width, 0);
    }
    line.push(g);
    width += g.width;
  }
  if (line.length > 0) lines.push(line);
  return lines;
}
function breakBefore(line: readonly Glyph[], next: string): number {
  for (let i = line.length; i > 0; i--) {
    const [left = '', right = next] = [line[i - 1]?.char, line[i]?.char];
    const whole = WORD.test(left) && WORD.test(right);
    if (!whole && !NOT_FIRST.test(right) && !NOT_LAST.test(left)) return i;
  }
  return line.length; // one word longer than a line
}
