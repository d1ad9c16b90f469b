import { useEffect, useRef } from 'react';

const REACHABLE = 'button:not(:disabled), [href], input:not(:disabled), textarea:not(:disabled), [tabindex="0"]';
/** Sheets that are open, the topmost last: only that one holds the keyboard. */
const open: string[] = [];

/**
 * While the sheet is open: the focus moves to it and stays in it, Escape closes it (where closing is allowed), and afterwards the focus goes back
 * to where it came from. `id` is the id of the element with role dialog.
 */
export function useDialog(id: string, onClose: (() => void) | undefined): void {
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const dialog = document.getElementById(id);
    const before = document.activeElement;
    open.push(id);
    dialog?.focus({ preventScroll: true });
    const onKey = (e: KeyboardEvent): void => {
      if (open.at(-1) !== id || !dialog) return;
      if (e.key === 'Escape') close.current?.();
      if (e.key !== 'Tab') return;
      const stops = [...dialog.querySelectorAll<HTMLElement>(REACHABLE)].filter((el) => el.getClientRects().length);
      const first = stops[0];
      const last = stops.at(-1);
      const at = document.activeElement;
      const outside = !dialog.contains(at);
      if (!first || !last) e.preventDefault();
      else if (e.shiftKey && (outside || at === first || at === dialog)) {
        e.preventDefault();
        last.focus();
      } else if (!e.shiftKey && (outside || at === last)) {
        e.preventDefault();
        first.focus();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      open.splice(open.lastIndexOf(id), 1);
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [id]);
}
