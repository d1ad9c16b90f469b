/** Digits of the PIN by which clerks take turns at one terminal. */
export const PIN_LENGTH = 6;
const FORM = /^\d{6}$/;

/** All the same, counting up or down, or one half twice: what people try first. */
function easy(pin: string): boolean {
  const digits = pin.split('').map(Number);
  const steps = digits.slice(1).map((d, i) => (d - (digits[i] ?? 0) + 10) % 10);
  const even = steps.every((s) => s === steps[0]);
  const [a, b] = [pin.slice(0, PIN_LENGTH / 2), pin.slice(PIN_LENGTH / 2)];
  return (even && [0, 1, 9].includes(steps[0] ?? 0)) || a === b || a === b.split('').reverse().join('');
}
/** Whether a PIN may be set: six digits, and none of those that are guessed first. */
export function checkPin(pin: string): 'ok' | 'form' | 'easy' {
  if (!FORM.test(pin)) return 'form';
  return easy(pin) ? 'easy' : 'ok';
}
