import { nextStepIn, QR_STEP_MS, qrText, stepAt, TYPED_STEP_MS, typedCode } from '@binhai/shared/rules/voucher-code';
import { useEffect, useState } from 'react';
import { fromBase64, hmacSha256 } from '../../../platform/crypto';
import { qrDataUrl } from '../../../platform/qr';
import { brighten, restoreBrightness } from '../../../platform/screen';
import { clockKnown, now } from '../../../platform/time';
import type { Kept } from '../../../stores/vouchers';

export interface Code {
  src: string;
  short: string;
  /** Whole seconds until the picture changes. */
  left: number;
}
export const STEP_SECONDS = QR_STEP_MS / 1000;

/** Makes the changing code of a voucher on this phone, with or without a network, once a second while it is shown. */
export function useCode(kept: Pick<Kept, 'codeId' | 'secret'> | null, shown: boolean): Code | null {
  const [code, setCode] = useState<Code | null>(null);
  const codeId = kept?.codeId;
  const secret = kept?.secret;
  useEffect(() => {
    if (!codeId || !secret || !shown) return;
    const key = fromBase64(secret);
    let timer: ReturnType<typeof setTimeout>;
    let made = { qr: -1, typed: -1 };
    let [src, short] = ['', ''];
    const tick = () => {
      const atMs = now();
      const steps = { qr: stepAt(atMs, QR_STEP_MS), typed: stepAt(atMs, TYPED_STEP_MS) };
      if (steps.qr !== made.qr) src = qrDataUrl(qrText({ codeId, key, atMs, synced: clockKnown() }, hmacSha256));
      if (steps.typed !== made.typed) short = typedCode({ codeId, key, atMs }, hmacSha256);
      made = steps;
      setCode({ src, short, left: Math.ceil(nextStepIn(atMs, QR_STEP_MS) / 1000) });
      timer = setTimeout(tick, 1000 - (atMs % 1000) + 5); // just behind the full second
    };
    tick();
    return () => clearTimeout(timer);
  }, [codeId, secret, shown]);
  return kept ? code : null;
}

/** A bright screen that does not sleep, for as long as a code is on it. */
export function useBrightness(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    // a phone that does not let its brightness be set shows the code all the same
    void brighten().catch(() => undefined);
    return () => void restoreBrightness().catch(() => undefined);
  }, [on]);
}
