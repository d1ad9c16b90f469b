/** Keys of a scanner come faster than fingers type; a longer pause begins a new code. */
const PAUSE_MS = 120;
const SHORTEST = 8;

/** See scanner-keys.ts. Hears keys wherever no field has the focus; a code ends with Enter. Returns the way to stop. */
export function onTypedCode(found: (code: string) => void): () => void {
  let text = '';
  let last = 0;
  const hear = (e: KeyboardEvent): void => {
    const { target } = e;
    if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
    const at = Date.now();
    if (at - last > PAUSE_MS) text = '';
    last = at;
    if (e.key === 'Enter') {
      const code = text;
      text = '';
      if (code.length < SHORTEST) return;
      e.preventDefault(); // Enter must not press the button that has the focus
      found(code);
    } else if (e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey) text += e.key;
  };
  document.addEventListener('keydown', hear, true);
  return () => document.removeEventListener('keydown', hear, true);
}
