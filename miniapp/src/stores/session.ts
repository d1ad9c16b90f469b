import { finishJoin } from '@binhai/shared/contract/people';
import { loginBySms, loginByWechat, loginStaff, logout, sendSmsCode, switchRole } from '@binhai/shared/contract/session';
import { health, sandboxOutbox } from '@binhai/shared/contract/system';
import { startShift } from '@binhai/shared/contract/terminals';
import { create } from 'zustand';
import { call, onSignedOut, resume, tokens } from '../api/client';
import { asApiError } from '../api/errors';
import { deviceName, installationId } from '../platform/device';
import { H5 } from '../platform/env';
import { KIOSK } from '../platform/kiosk';
import { wechatCode } from '../platform/login';
import { useAccount } from './account';
import { personChanged } from './remote';
import { toast } from './toast';

interface Session {
  /** `unknown` until the session of the last visit was asked for. */
  state: 'unknown' | 'guest' | 'signed_in';
  /** The service stands on a sandbox (SMS, real name): said on the log-in page before anybody is known. */
  sandbox: boolean;
  /** Brings back the session of the last visit. Called once, by the app. Never throws. */
  start: () => Promise<void>;
  /** Asks whether this is a sandbox. Failing to learn it is no reason to stop anybody. */
  learnSandbox: () => Promise<void>;
  /** These throw ApiError. Answers the seconds until another code may be sent, and how long this one lasts. */
  sendCode: (phone: string, purpose: 'login' | 'staff_login') => Promise<{ resendAfter: number; validFor: number }>;
  /** The code a real phone would have got, in the sandbox; null while there is none. */
  sandboxCode: (phone: string) => Promise<string | null>;
  loginBySms: (phone: string, code: string) => Promise<void>;
  loginByWechat: () => Promise<void>;
  /** Managers and staff: the authenticator's six digits on top. */
  loginStaff: (phone: string, code: string, totp: string) => Promise<void>;
  /** A clerk's turn at a shared terminal. */
  startShift: (token: string, clerk: string, pin: string) => Promise<void>;
  /** This account goes into the one the ticket was made for; this phone is logged in to that one from then on. */
  joinAccount: (ticket: string) => Promise<void>;
  /** Ends the session here, or on all devices. This phone forgets the person even when the server cannot be reached. */
  logout: (everywhere: boolean) => Promise<void>;
  /** The session ended with what the person asked for (leaving the account): this phone forgets them without asking the server. */
  forget: () => void;
  /** Null: the resident's own. */
  switchRole: (membershipId: string | null) => Promise<void>;
}
const channel = H5 ? 'h5' : 'weapp';
const device = () => ({ id: installationId(), name: deviceName() });

export const useSession = create<Session>((set, get) => {
  const signedIn = async (): Promise<void> => {
    personChanged();
    set({ state: 'signed_in' });
    await useAccount.getState().load();
  };
  return {
    state: 'unknown',
    sandbox: false,
    start: async () => {
      // whoever stands at a public terminal now need not be who left it, even when the log-out could not be sent
      if (KIOSK) return set({ state: 'guest' });
      let held: boolean;
      try {
        held = await resume();
      } catch (e) {
        asApiError(e);
        held = tokens.mayRefresh(); // no network is no log-out: the pages show what failed
      }
      set({ state: held ? 'signed_in' : 'guest' });
      if (held) await useAccount.getState().load();
    },
    learnSandbox: async () => {
      try {
        set({ sandbox: (await call(health)).sandbox });
      } catch (e) {
        asApiError(e);
      }
    },
    sendCode: (phone, purpose) => call(sendSmsCode, { body: { phone, purpose } }),
    sandboxCode: async (phone) => {
      const { items } = await call(sandboxOutbox, { body: { phone } });
      const newest = [...items].sort((a, b) => (a.at < b.at ? 1 : -1))[0];
      return newest?.text.match(/\d{6}/)?.[0] ?? null;
    },
    loginBySms: async (phone, code) => {
      tokens.adopt(await call(loginBySms, { body: { phone, code, channel, device: device() } }));
      await signedIn();
    },
    loginByWechat: async () => {
      tokens.adopt(await call(loginByWechat, { body: { code: await wechatCode(), channel, device: device() } }));
      await signedIn();
    },
    loginStaff: async (phone, code, totp) => {
      tokens.adopt(await call(loginStaff, { body: { phone, code, totp, channel, device: device() } }));
      await signedIn();
    },
    startShift: async (token, clerk, pin) => {
      tokens.adopt(await call(startShift, { body: { token, clerk, pin, channel, device: device() } }));
      await signedIn();
    },
    joinAccount: async (ticket) => {
      tokens.adopt(await call(finishJoin, { body: { ticket } }));
      await signedIn();
    },
    logout: async (everywhere) => {
      try {
        await call(logout, { body: { everywhere } });
      } catch (e) {
        if (everywhere) throw e; // the other devices are still logged in: the person must know
        asApiError(e);
      }
      get().forget();
    },
    forget: () => {
      tokens.forget();
      personChanged();
      set({ state: 'guest' });
    },
    switchRole: async (membershipId) => {
      tokens.adopt(await call(switchRole, { body: { membershipId } }));
      await signedIn();
    },
  };
});
// refused refresh, reuse of a token, freeze: the person did not ask for it, so it is said
onSignedOut((refusal) => {
  personChanged();
  useSession.setState({ state: 'guest' });
  toast(refusal.sentence, 'info');
});
