import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { faultPoint } from '../../platform/faults.js';
import { native } from '../../platform/native.js';
import { PaymentPort } from '../../ports/payment.port.js';
import { PortDown } from '../../ports/port-down.js';
import { ParkingOrder } from './stay.schema.js';

/** 先离场后付费: what is still to be paid. */
@Injectable()
export class BillsService {
  private readonly log = new Logger('parking');

  constructor(
    @InjectModel(ParkingOrder.name) private readonly orders: Model<ParkingOrder>,
    private readonly payments: PaymentPort,
    private readonly clock: Clock,
  ) {}

  /**
   * Pays one bill. The channel knows the bill by its id, so a second tap, or a try after we were cut, takes no money twice.
   * @param payFen the sum that was shown
   * @throws AppError parking_bill_unknown, parking_bill_changed, parking_payment_failed, parking_service_down
   */
  async pay(personId: string, id: string, payFen: number): Promise<Date> {
    const order = await native(this.orders).findOne({ _id: id, personId, later: { $exists: true } });
    if (!order?.later) throw new AppError('parking_bill_unknown');
    if (order.later.paidAt) return order.later.paidAt;
    if (order.payFen !== payFen) throw new AppError('parking_bill_changed');
    const outcome = await this.payments.pay({ reference: id, fen: payFen, payee: order.operatorId }).catch((e: unknown) => {
      this.log.error(e instanceof PortDown ? e.message : 'payment: failed');
      throw new AppError('parking_service_down');
    });
    if (outcome === 'refused') throw new AppError('parking_payment_failed');
    await faultPoint('parking.pay.after_channel');
    const paid = await native(this.orders).findOneAndUpdate({ _id: id }, [{ $set: { 'later.paidAt': { $ifNull: ['$later.paidAt', this.clock.now()] } } }], {
      returnDocument: 'after',
      writeConcern: { w: 'majority' },
    });
    return paid?.later?.paidAt ?? this.clock.now();
  }
}
