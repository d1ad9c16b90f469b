import { create } from 'zustand';
import { isOnline, onNetworkChange } from '../platform/network';
import { storage } from '../platform/storage';
import { fontFactor, markCare, onShow } from '../platform/window';

interface Saved {
  care?: boolean;
  covered?: boolean;
  textSize?: number;
}
interface Device {
  /** The care edition (关怀版). Before it was ever switched: on when WeChat's font setting is very large. */
  care: boolean;
  fontFactor: number;
  /** The size of text chosen in the settings, on top of WeChat's. The care edition has its own. */
  textSize: number;
  /** Is the grade covered on this phone? Covered until its owner opens the eye. */
  covered: boolean;
  online: boolean;
  setCare: (on: boolean) => void;
  setTextSize: (factor: number) => void;
  setCovered: (on: boolean) => void;
}
/** WeChat's setting from which the care edition is offered as the first default. */
const LARGE = 1.4;
export const TEXT_SIZES = [1, 1.15, 1.3] as const;
const saved = (): Saved => storage.get<Saved>('device') ?? {};
const factor = fontFactor();

export const useDevice = create<Device>((set, get) => {
  const save = (): void => storage.set('device', { care: get().care, covered: get().covered, textSize: get().textSize } satisfies Saved);
  return {
    care: saved().care ?? factor >= LARGE,
    fontFactor: factor,
    textSize: saved().textSize ?? 1,
    covered: saved().covered ?? true,
    online: true,
    setCare: (care) => {
      set({ care });
      markCare(care);
      save();
    },
    setTextSize: (textSize) => {
      set({ textSize });
      save();
    },
    setCovered: (covered) => {
      set({ covered });
      save();
    },
  };
});

/** Follows the network and WeChat's font setting for as long as the app lives. Called once, by the app. */
export function watchDevice(): void {
  markCare(useDevice.getState().care);
  const online = (on: boolean) => useDevice.setState({ online: on });
  onNetworkChange(online);
  void isOnline().then(online);
  onShow(() => useDevice.setState({ fontFactor: fontFactor() }));
}
