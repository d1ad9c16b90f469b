/** Worked examples beside the rules: every `*.cases.ts` exports `suites`, and one runner (`cases.spec.ts`) tests all of them. */
export interface Suite {
  readonly title: string;
  /** Law, standard or trouble the examples come from. */
  readonly source: string;
  readonly cases: readonly { readonly why: string; readonly got: () => unknown; readonly want: unknown }[];
}

export const suite = <I, O>(title: string, source: string, run: (input: I) => O, cases: readonly (readonly [why: string, input: I, want: O])[]): Suite => ({
  title,
  source,
  cases: cases.map(([why, input, want]) => ({ why, got: () => run(input), want })),
});
