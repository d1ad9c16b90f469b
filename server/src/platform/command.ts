/** How an operator's command ended: nothing when well, a text when it was not understood, else one of `scripts/lib/exit.mjs` with a sentence. */
export type CommandEnd = string | { readonly stop: string; readonly sentence: string } | undefined;
