import { judgeQr, judgeTyped, readQr, readTyped } from '@binhai/shared/rules/voucher-code';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Limits } from '../platform/limits.js';
import { native } from '../platform/native.js';
import type { CounterActor } from './counter-actor.js';
import { Voucher } from './voucher.schema.js';
import { hmacSha256, VoucherKeys } from './voucher-keys.js';

export interface ReadCode {
  readonly voucher: Voucher;
  /** The step this code is of, and the field that remembers the newest spent one. */
  readonly step: number;
  readonly field: 'qrStep' | 'typedStep';
}
/** Wrong typed codes in a quarter of an hour: three letters of MAC stand against about 10,000 guesses. The QR's 100 bits need no limit. */
const WINDOW_SECONDS = 900;
const MOST_BY_TERMINAL = 10;
const MOST_BY_PERSON = 20;

/** Finds the voucher behind what the clerk scanned or typed, and judges the code; changes nothing but the count of guesses. */
@Injectable()
export class CodeReader {
  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    private readonly keys: VoucherKeys,
    private readonly limits: Limits,
  ) {}

  /** Throws voucher_unknown, voucher_code_wrong, voucher_code_stale, auth_attempts_limit. */
  async read(counter: CounterActor, text: string, atMs: number): Promise<ReadCode> {
    const qr = readQr(text);
    return qr.ok ? this.scanned(qr, atMs) : this.typed(counter, text, atMs);
  }

  private async scanned(code: Extract<ReturnType<typeof readQr>, { ok: true }>, atMs: number): Promise<ReadCode> {
    const voucher = await native(this.vouchers).findOne({ codeId: code.codeId });
    if (!voucher) throw new AppError('voucher_unknown');
    const verdict = judgeQr(code, this.keys.secretOf(voucher), atMs, hmacSha256);
    if (verdict.ok) return { voucher, step: verdict.step, field: 'qrStep' };
    throw verdict.reason === 'code_forged' ? new AppError('voucher_code_wrong') : new AppError('voucher_code_stale', { detail: { cause: verdict.reason } });
  }
  private async typed(counter: CounterActor, text: string, atMs: number): Promise<ReadCode> {
    const code = readTyped(text);
    // a slip of the finger, found by the check letter: no guess at anything
    if (!code.ok) throw new AppError('voucher_code_wrong', { detail: { cause: code.reason } });
    const guesses = [
      { name: 'counter.terminal', key: counter.key, max: MOST_BY_TERMINAL, windowSeconds: WINDOW_SECONDS },
      { name: 'counter.person', key: counter.clerkId, max: MOST_BY_PERSON, windowSeconds: WINDOW_SECONDS },
    ];
    // counted before the judgement, so that parallel guesses do not slip through
    for (const limit of guesses) {
      const taken = await this.limits.take(limit);
      if (!taken.ok) throw new AppError('auth_attempts_limit', { retryAfter: taken.retryAfter });
    }
    // only among the business's own vouchers: a typed code says nothing to anybody else
    const filter = { organisationId: counter.organisationId, locator: code.locator };
    const voucher = await native(this.vouchers).findOne(filter);
    const verdict = voucher ? judgeTyped(code, this.keys.secretOf(voucher), atMs, hmacSha256) : null;
    // a wrong and an unknown one look alike
    if (!voucher || !verdict?.ok) throw new AppError(verdict ? 'voucher_code_stale' : 'voucher_code_wrong');
    for (const limit of guesses) await this.limits.clear(limit);
    return { voucher, step: verdict.step, field: 'typedStep' };
  }
}
