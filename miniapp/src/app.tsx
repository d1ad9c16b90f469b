import type { PropsWithChildren } from 'react';
import * as z from 'zod/mini';
import './parts/paths'; // names each page's parent before the first page can be a linked or reloaded one
import { watchUpdates } from './platform/update';
import { useDevice, watchDevice } from './stores/device';
import { watchKiosk } from './stores/kiosk';
import { useSession } from './stores/session';
import { ThemeProvider } from './ui/theme';
import './app.scss';

z.config({ jitless: true }); // zod's compiled parsers need `new Function`, which mini-programs and a strict CSP forbid
watchDevice();
watchUpdates();
watchKiosk();
void useSession.getState().start();

export default function App({ children }: PropsWithChildren) {
  const care = useDevice((s) => s.care);
  const fontFactor = useDevice((s) => (s.care ? s.fontFactor : s.fontFactor * s.textSize));
  return (
    <ThemeProvider care={care} fontFactor={fontFactor}>
      {children}
    </ThemeProvider>
  );
}
