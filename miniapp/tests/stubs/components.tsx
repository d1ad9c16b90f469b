import { createElement, type ReactNode } from 'react';

/** HTML stand-ins with Taro's event shape ({ detail: { value } }) and aria props. */
type P = Record<string, unknown> & { children?: ReactNode };
const ARIA: Record<string, string> = { ariaLabel: 'aria-label', ariaRole: 'role' };
const stub = (tag: string, extra: (p: P) => Record<string, unknown> = () => ({})) =>
  function Stub({ children, ...p }: P) {
    const out: Record<string, unknown> = {};
    for (const [k, v] of Object.entries(p)) {
      if (ARIA[k]) out[ARIA[k]] = v;
      else if (/^(id|className|value|disabled|role|onClick|aria-.*)$/.test(k)) out[k] = v;
    }
    return createElement(tag, { ...out, ...extra(p) }, /^(input|img|textarea)$/.test(tag) ? undefined : children);
  };
export const View = stub('div');
export const Text = stub('span');
export const Button = stub('button', () => ({ type: 'button' }));
export const Input = stub('input', (p) => ({
  value: p.value ?? '',
  onChange: (e: { target: { value: string } }) => (p.onInput as ((e: unknown) => void) | undefined)?.({ detail: { value: e.target.value } }),
}));
export const Image = stub('img', (p) => ({ src: p.src }));
export const Textarea = stub('textarea', (p) => ({
  value: p.value ?? '',
  onChange: (e: { target: { value: string } }) => (p.onInput as ((e: unknown) => void) | undefined)?.({ detail: { value: e.target.value } }),
}));
