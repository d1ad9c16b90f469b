/** Joins the class names that hold. */
export const cx = (...names: unknown[]): string => names.filter((n) => typeof n === 'string' && n).join(' ');
