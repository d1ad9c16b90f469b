/**
 * Where a page, named by its route, was scrolled to, for a page that is made anew (a browser that reloaded and went back). The mini-program keeps its pages alive and
 * needs nothing.
 */
export function keepScroll(_page: string): () => void {
  return () => {};
}
/** Scrolls to where `keepScroll` last saw the page, once its content is there. */
export function restoreScroll(_page: string): void {}
