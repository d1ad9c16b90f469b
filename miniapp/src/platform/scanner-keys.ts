/** A scanner at a till acts as a keyboard. Mini-programs scan by camera and have no keyboard of that kind. */
export function onTypedCode(_found: (code: string) => void): () => void {
  return () => {};
}
