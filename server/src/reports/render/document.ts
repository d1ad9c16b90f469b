/** A report as it is set: words only, no rule and no look-up happens while it is drawn. Plain data, it goes to a worker thread. */
export interface ReportDocument {
  readonly title: string;
  readonly subtitle: string;
  /** Label and value, under the title. */
  readonly facts: readonly Line[];
  readonly sections: readonly Section[];
  /** What the reader must know, after the sections. */
  readonly notes: readonly string[];
  /** Lies under every page. */
  readonly watermark: string;
  /** On every page, beside its number. */
  readonly footer: string;
  /** Code and link by which anybody checks it; null: nothing to check it by on a page of ours. */
  readonly check: { readonly code: string; readonly link: string; readonly text: readonly string[] } | null;
  readonly issuedAt: string; // ISO 8601
}
export interface Line {
  readonly label: string;
  readonly value: string;
}
export interface Section {
  readonly title: string;
  /** Right of the title: how many. */
  readonly count: string;
  readonly items: readonly { readonly title: string; readonly lines: readonly Line[] }[];
}
export interface Rendered {
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** Characters no font of ours shows: drawn as their code point, copied as themselves. */
  readonly missing: readonly string[];
}
