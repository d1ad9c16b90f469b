import PDFDocument from 'pdfkit';
import type { Line, Rendered, ReportDocument, Section } from './document.js';
import { Fonts } from './fonts.js';
import { qrPath } from './qr.js';
import { A4, MARGIN, type Pdf, Sheet } from './sheet.js';

const SEA = '#0d5660';
const MUTED = '#56666b';
const HAIR = '#d9dfdd';
const MM = 72 / 25.4;
const QR_MM = 32;
const LABEL = 84; // points
const BETWEEN = 9; // two records
const WATERMARK = { size: 17, angle: -24, across: 250, down: 118, opacity: 0.07 } as const;

/** Sets a report as A4 pages with embedded subsets of its fonts. Takes a processor for some hundred milliseconds: for a worker thread. */
export async function render(document: ReportDocument): Promise<Rendered> {
  const fonts = new Fonts();
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    lang: 'zh-CN',
    info: { Title: document.title, Creator: '诚信滨海', Producer: '诚信滨海', CreationDate: new Date(document.issuedAt) },
  });
  for (const { name, path } of fonts.files) pdf.registerFont(name, path);
  const bytes = collect(pdf);
  const mark = watermark(fonts, document.watermark);
  const newPage = () => {
    pdf.addPage();
    mark(pdf);
  };
  newPage();
  const sheet = new Sheet(pdf, fonts, newPage);
  head(sheet, document);
  for (const s of document.sections) section(sheet, s);
  tail(sheet, document);
  const { count } = pdf.bufferedPageRange();
  for (let i = 0; i < count; i++) {
    pdf.switchToPage(i);
    const y = A4.height - 44;
    sheet.rule(y - 6, HAIR, 0.5);
    sheet.line(document.footer, MARGIN, y, { size: 8, color: MUTED });
    sheet.line(`第 ${i + 1} 页，共 ${count} 页`, A4.width - MARGIN, y, { size: 8, color: MUTED }, 'right');
  }
  pdf.end();
  return { bytes: await bytes, pages: count, missing: [...fonts.missing] };
}

function collect(pdf: Pdf): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  return new Promise((ok, no) => {
    pdf.on('data', (part: Buffer) => parts.push(part));
    pdf.on('end', () => ok(Buffer.concat(parts)));
    pdf.on('error', no);
  });
}

function head(sheet: Sheet, { title, subtitle, facts }: ReportDocument): void {
  sheet.paragraph(title, { size: 22, weight: 'bold', color: SEA });
  sheet.paragraph(subtitle, { size: 10, color: MUTED });
  sheet.gap(6);
  sheet.rule(sheet.y, SEA, 1.5);
  sheet.gap(12);
  for (const f of facts) labelled(sheet, f, MARGIN, 10.5);
  sheet.gap(6);
}

function section(sheet: Sheet, { title, count, items }: Section): void {
  sheet.need(items.length > 0 ? 96 : 44); // a heading stays with what it heads
  sheet.gap(14);
  const { y } = sheet;
  sheet.line(title, MARGIN, y, { size: 13, weight: 'bold' });
  sheet.line(count, A4.width - MARGIN, y + 2, { size: 10.5, color: MUTED }, 'right');
  sheet.gap(24);
  sheet.rule(sheet.y, HAIR, 0.75);
  sheet.gap(6);
  for (const [i, item] of items.entries()) {
    const height = (text: string, at: number) => sheet.height(text, A4.width - MARGIN - at, { size: 10.5 });
    sheet.need(Math.min(400, BETWEEN + height(item.title, MARGIN) + item.lines.reduce((h, l) => h + height(l.value, MARGIN + LABEL), 0)));
    if (i > 0) {
      sheet.rule(sheet.y + BETWEEN / 3, HAIR, 0.4);
      sheet.gap(BETWEEN);
    }
    sheet.paragraph(item.title, { size: 11, weight: 'bold' });
    for (const l of item.lines) labelled(sheet, l, MARGIN, 10);
  }
}

function labelled(sheet: Sheet, { label, value }: Line, x: number, size: number): void {
  sheet.need(size * 1.6);
  sheet.line(label, x, sheet.y, { size, color: MUTED });
  sheet.paragraph(value, { size }, x + LABEL);
}

function tail(sheet: Sheet, { notes, check }: ReportDocument): void {
  const side = check ? QR_MM * MM : 0;
  sheet.need(side + 40 + notes.reduce((h, n) => h + sheet.height(n, A4.width - 2 * MARGIN, { size: 9.5 }), 0));
  sheet.gap(18);
  for (const n of notes) sheet.paragraph(n, { size: 9.5, color: MUTED });
  if (check) checked(sheet, check, side);
}
/** Code and link beside each other. */
function checked(sheet: Sheet, check: NonNullable<ReportDocument['check']>, side: number): void {
  sheet.gap(14);
  const top = sheet.y;
  const { path, size } = qrPath(check.link);
  const { pdf } = sheet;
  pdf.save().rect(MARGIN, top, side, side).fill('#ffffff');
  pdf
    .translate(MARGIN, top)
    .scale(side / size)
    .path(path)
    .fill('#0a2a30')
    .restore();
  const x = MARGIN + side + 16;
  sheet.line(check.code, x, top + 12, { size: 20, weight: 'bold' });
  sheet.y = top + 46;
  for (const t of check.text) sheet.paragraph(t, { size: 9.5, color: MUTED }, x);
  sheet.y = Math.max(sheet.y, top + side);
}

/** Drawn as outlines, not written: whoever copies text from the page gets the report's words alone. */
function watermark(fonts: Fonts, text: string): (pdf: Pdf) => void {
  const { paths, width, em } = fonts.outline(text, 'bold');
  const { size, angle, across, down, opacity } = WATERMARK;
  const scale = size / em;
  const step = Math.max(across, width * scale + 60);
  return (pdf) => {
    pdf.save().fillOpacity(opacity).fillColor(SEA);
    let row = 0;
    for (let y = 40; y < A4.height + 200; y += down, row++)
      for (let x = row % 2 ? -step / 2 : -20; x < A4.width; x += step) {
        pdf.save().translate(x, y).rotate(angle).scale(scale, -scale);
        for (const p of paths) pdf.save().translate(p.x, 0).path(p.svg).fill(SEA).restore();
        pdf.restore();
      }
    pdf.restore();
  };
}
