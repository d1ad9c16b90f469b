import { KIOSK as words } from '../copy/common';
import { KIOSK, watchIdle, wipe } from '../platform/kiosk';
import { useSession } from './session';
import { toast } from './toast';

/** Seconds after which a public terminal forgets whoever has walked away (product A1), and how long before it says so. */
const IDLE_S = 60;
const WARN_S = 10;

/** On a public terminal only: walked away means logged out and wiped. Called once, by the app. */
export function watchKiosk(): void {
  if (!KIOSK) return;
  watchIdle(IDLE_S * 1000, WARN_S * 1000, {
    warn: () => toast(words.soon(WARN_S), 'clock'),
    leave: () => {
      const out = useSession.getState().state === 'signed_in' ? useSession.getState().logout(false) : Promise.resolve();
      void out.finally(wipe);
    },
  });
}
