import { createContext, type PropsWithChildren, useContext } from 'react';

/** How this reader reads: `care` is the care edition (关怀版), `k` the factor on every font size. */
export interface Theme {
  care: boolean;
  k: number;
}
const CARE = 1.4;
const BODY_PX = 16;
const BODY_MAX_PX = 30;
/** WeChat's font setting times the care edition's 1.4; body text never above 30 px, where lines of a phone break after a few characters. */
export const textScale = (care: boolean, fontFactor: number): number => Math.min(fontFactor * (care ? CARE : 1), BODY_MAX_PX / BODY_PX);

const ThemeContext = createContext<Theme>({ care: false, k: 1 });
export const ThemeProvider = ({ care, fontFactor, children }: PropsWithChildren<{ care: boolean; fontFactor: number }>) => (
  <ThemeContext.Provider value={{ care, k: textScale(care, fontFactor) }}>{children}</ThemeContext.Provider>
);
export const useTheme = (): Theme => useContext(ThemeContext);
