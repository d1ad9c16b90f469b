import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { cameraAllowed, type LiveScan, scanLive, scanWay } from '../../../platform/scan';

export interface Live {
  readonly picture: RefObject<HTMLVideoElement>;
  readonly state: 'closed' | 'ready' | 'refused';
  readonly torch?: { on: boolean; onTurn: () => void };
  open(): void;
}
/**
 * The camera of a browser, held open while the desk is in sight and `wanted`. It opens by itself once it was allowed before; the first time a
 * tap opens it, so that the browser's question does not come out of nowhere.
 */
export function useLiveScan(wanted: boolean, found: (text: string) => void): Live {
  const picture = useRef<HTMLVideoElement>(null);
  const running = useRef<LiveScan>();
  const turn = useRef(0);
  const told = useRef(found);
  told.current = found;
  const [state, setState] = useState<Live['state']>('closed');
  const [torch, setTorch] = useState<boolean | null>(null);

  const close = useCallback((): void => {
    turn.current++;
    running.current?.stop();
    running.current = undefined;
  }, []);
  const open = useCallback(async (): Promise<void> => {
    close();
    const mine = turn.current;
    if (!picture.current) return;
    try {
      const scan = await scanLive(picture.current, (text) => told.current(text));
      if (mine !== turn.current) return scan.stop(); // the desk went out of sight meanwhile
      running.current = scan;
      setTorch(scan.torch && false);
      setState('ready');
    } catch {
      // refused, none there, or in use: whichever, the tip says the ways that are left
      if (mine === turn.current) setState('refused');
    }
  }, [close]);
  useEffect(() => {
    if (!wanted || scanWay !== 'live') return;
    const mine = turn.current;
    void cameraAllowed().then((allowed) => {
      if (allowed && mine === turn.current) void open();
    });
    return () => {
      close();
      setState('closed');
      setTorch(null);
    };
  }, [wanted, open, close]);

  const onTurn = (): void => {
    const next = !torch;
    void running.current?.torch?.(next).then(
      () => setTorch(next),
      () => setTorch(null), // a light that does not answer is none
    );
  };
  return { picture, state, open: () => void open(), ...(torch !== null && { torch: { on: torch, onTurn } }) };
}
