import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { AppError } from '../platform/app-error.js';
import { type Limit, Limits } from '../platform/limits.js';

const HOUR = 3600;
/**
 * Typed codes. A code is one of 31⁸ (8.5 × 10¹¹). The code space is cut in 31² slices by its first two characters, each open for ten wrong tries an
 * hour from anywhere: at most 9,610 for the whole world, by 961 logged-in phones or more. While a thousand certificates are out that is one hit in ten
 * years, and a hit shows nothing: its tenant is asked first, and sees who asks. What a flood closes is typed codes for an hour; links and QR codes go on.
 */
const BY_VIEWER = { name: 'tenancy.viewer', max: 10, windowSeconds: HOUR } as const;
const BY_ADDRESS = { name: 'tenancy.address', max: 100, windowSeconds: HOUR } as const;
const BY_SLICE = { name: 'tenancy.slice', max: 10, windowSeconds: HOUR } as const;
const SLICE = 2;
const sliceOf = (code: string | null): string => code?.slice(0, SLICE) ?? '';
/** In the sandbox everybody comes from one address, this machine's. */
const SANDBOX_ADDRESSES = 100;

/** The security limits of typed certificate codes, shared by all processes (architecture rule 11). */
@Injectable()
export class GuessLimits {
  constructor(
    private readonly limits: Limits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @param code null for what can be no code; it costs a try as well. @throws AppError tenancy_guess_limit */
  async take(viewer: string, ip: string, code: string | null): Promise<void> {
    const address = { ...BY_ADDRESS, max: this.config.SANDBOX ? BY_ADDRESS.max * SANDBOX_ADDRESSES : BY_ADDRESS.max, key: ip };
    await this.one({ ...BY_VIEWER, key: viewer });
    await this.one(address);
    await this.one({ ...BY_SLICE, key: sliceOf(code) });
  }

  /** A try that led to a certificate uses up nobody's slice: those who share it are not kept waiting. Nothing more is learnt from it than from its answer. */
  async right(code: string | null): Promise<void> {
    await this.limits.giveBack({ name: BY_SLICE.name, key: sliceOf(code) });
  }

  private async one(limit: Limit): Promise<void> {
    const taken = await this.limits.take(limit);
    if (!taken.ok) throw new AppError('tenancy_guess_limit', { retryAfter: taken.retryAfter });
  }
}
