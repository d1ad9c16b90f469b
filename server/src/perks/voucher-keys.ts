import { createHmac, hkdfSync } from 'node:crypto';
import type { HmacSha256 } from '@binhai/shared/rules/voucher-code';
import { Inject, Injectable } from '@nestjs/common';
import { KEYS, type KeysFile } from '../platform/keys.js';

export const hmacSha256: HmacSha256 = (key, message) => createHmac('sha256', key).update(message).digest();

/** Secrets of vouchers: derived, never stored (architecture 9). A new first key serves new vouchers; older ones keep theirs by its id. */
@Injectable()
export class VoucherKeys {
  private readonly masters: Map<string, Buffer>;
  /** Key id for vouchers issued now. */
  readonly current: string;

  constructor(@Inject(KEYS) keys: KeysFile) {
    this.masters = new Map(keys.voucher.map((k) => [k.kid, Buffer.from(k.secret, 'base64url')]));
    this.current = keys.voucher[0]?.kid ?? '';
  }

  /** 32 bytes. Throws when the master key is gone: vouchers are promises, so their keys are kept until the last has ended. */
  secretOf(voucher: { readonly _id: string; readonly kid: string }): Uint8Array {
    const master = this.masters.get(voucher.kid);
    if (!master) throw new Error(`voucher master key ${voucher.kid} is gone`);
    return new Uint8Array(hkdfSync('sha256', master, '', `voucher:${voucher._id}`, 32));
  }
}
