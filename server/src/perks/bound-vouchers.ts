import type { BoundVoucher } from '@binhai/shared/contract/consents';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model, mongo } from 'mongoose';
import { ConsentsService, type Ended } from '../consents/consents.service.js';
import { isPerkPurpose } from '../consents/texts.js';
import { Clock } from '../platform/clock.js';
import { native } from '../platform/native.js';
import { Voucher } from './voucher.schema.js';
import { VouchersService } from './vouchers.service.js';

/**
 * Vouchers that a business may handle by the holder's consent alone: with the consent they end too, and are named before (product A4). Others'
 * vouchers and those without a consent stay promised.
 */
@Injectable()
export class BoundVouchers {
  constructor(
    @InjectModel(Voucher.name) private readonly vouchers: Model<Voucher>,
    private readonly service: VouchersService,
    private readonly clock: Clock,
    consents: ConsentsService,
  ) {
    consents.bind({ named: (which, session) => this.named(which, session), end: (which, session) => this.end(which, session) });
  }

  private async named(which: Ended, session?: ClientSession): Promise<BoundVoucher[]> {
    return (await this.of(which, session)).map((v) => ({ id: v._id, title: v.terms.title, usableUntil: v.usableUntil }));
  }
  /** Also one that a till has locked: its confirmation finds it cancelled. */
  private async end(which: Ended, session: ClientSession): Promise<void> {
    for (const v of await this.of(which, session)) await this.service.end(v, {}, this.clock.now(), session);
  }
  private async of({ personId, recipientId, purpose }: Ended, session?: ClientSession): Promise<Voucher[]> {
    if (!isPerkPurpose(purpose)) return [];
    const open: mongo.Filter<Voucher> = {
      person: personId,
      organisationId: recipientId,
      'terms.consent': purpose,
      state: 'issued',
      expiresAt: { $gt: this.clock.now() },
    };
    return native(this.vouchers)
      .find(open, session ? { session } : {})
      .sort({ claimedAt: -1 }) // index {person, claimedAt}
      .toArray();
  }
}
