import type PDFDocument from 'pdfkit';
import { type Fonts, linesOf, runsOf, type Weight } from './fonts.js';

export type Pdf = InstanceType<typeof PDFDocument>;
export interface Ink {
  readonly size: number; // points
  readonly weight?: Weight;
  readonly color?: string;
}
export const A4 = { width: 595.28, height: 841.89 } as const;
export const MARGIN = 56;
/** The lowest line of text: below is the footer. */
const BOTTOM = A4.height - 64;
const LEADING = 1.6;
const TEXT = '#0a2a30';

/** Text on pages that follow one another, from the top down. Knows nothing of what it says. */
export class Sheet {
  y = MARGIN;

  constructor(
    readonly pdf: Pdf,
    readonly fonts: Fonts,
    private readonly newPage: () => void,
  ) {}

  /** A further page unless so many points are left on this one. */
  need(height: number): void {
    if (this.y + height <= BOTTOM) return;
    this.newPage();
    this.y = MARGIN;
  }
  gap(points: number): void {
    this.y += points;
  }
  height(text: string, width: number, { size, weight = 'regular' }: Ink): number {
    return linesOf(this.fonts.glyphs(text, weight), width / size).length * size * LEADING;
  }
  /** Writes a paragraph and goes on under it; it may run over pages. */
  paragraph(text: string, ink: Ink, x = MARGIN, width = A4.width - MARGIN - x): void {
    const { size, weight = 'regular' } = ink;
    for (const line of linesOf(this.fonts.glyphs(text, weight), width / size)) {
      this.need(size * LEADING);
      this.put(runsOf(line), x, this.y, ink);
      this.y += size * LEADING;
    }
  }
  /** One line at a place of its own, cut nowhere. */
  line(text: string, x: number, y: number, ink: Ink, align: 'left' | 'right' = 'left'): void {
    const glyphs = this.fonts.glyphs(text, ink.weight ?? 'regular');
    const width = glyphs.reduce((w, g) => w + g.width, 0) * ink.size;
    this.put(runsOf(glyphs), align === 'right' ? x - width : x, y, ink);
  }
  rule(y: number, color: string, width: number): void {
    this.pdf
      .moveTo(MARGIN, y)
      .lineTo(A4.width - MARGIN, y)
      .lineWidth(width)
      .strokeColor(color)
      .stroke();
  }

  private put(runs: ReturnType<typeof runsOf>, x: number, y: number, { size, color = TEXT }: Ink): void {
    const { pdf } = this;
    pdf.fontSize(size).fillColor(color);
    for (const { run, width } of runs) {
      pdf.font(run.font);
      if (run.actual !== undefined) pdf.markContent('Span', { actual: run.actual });
      pdf.text(run.text, x, y, { lineBreak: false, features: [] });
      if (run.actual !== undefined) pdf.endMarkedContent();
      x += width * size;
    }
  }
}
