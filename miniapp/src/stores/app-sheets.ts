import { create } from 'zustand';
import { onTooOld } from '../api/client';
import { onPrivacyAsked } from '../platform/privacy';

interface AppSheets {
  /** WeChat wants the person to be asked before the first function that touches personal data. */
  privacy: boolean;
  /** The server's sentence for a client it no longer serves. */
  tooOld: { sentence: string; wayOut: string } | null;
}
/** What the app itself has to ask or say, over whatever page is in sight. */
export const useAppSheets = create<AppSheets>(() => ({ privacy: false, tooOld: null }));
onPrivacyAsked((privacy) => useAppSheets.setState({ privacy }));
onTooOld(({ sentence, wayOut }) => useAppSheets.setState({ tooOld: { sentence, wayOut } }));
