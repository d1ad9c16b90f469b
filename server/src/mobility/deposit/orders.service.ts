import type { DepositOrder as OrderView } from '@binhai/shared/contract/deposit';
import { AHEAD_MS, endFault, ORDER_KEPT_DAYS, ORDER_OPEN_DAYS, startFault } from '@binhai/shared/rules/deposit';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import { AccountsService } from '../../people/accounts.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { isDuplicateKey } from '../../platform/mongo-errors.js';
import { native } from '../../platform/native.js';
import { behind, pageKey } from '../../platform/page-key.js';
import { inTransaction } from '../../platform/transactions.js';
import { DepositAuthorisations } from './authorisations.service.js';
import { type DepositClient, DepositOrder } from './deposit.schema.js';
import { DepositVerdicts, type Verdict } from './verdicts.service.js';

const PAGE = 20;
const DAY_MS = 86_400_000;
/** A report that met another one looks again. */
const TRIES = 4;
type Filter = mongo.Filter<DepositOrder>;
const keyOf = ({ organisationId }: DepositClient, number: string) => `${organisationId}|${number}`;

/** What operators report of each use, under the operator's own number: its natural key. */
@Injectable()
export class DepositOrders {
  constructor(
    @InjectModel(DepositOrder.name) private readonly orders: Model<DepositOrder>,
    @InjectConnection() private readonly connection: Connection,
    private readonly authorisations: DepositAuthorisations,
    private readonly verdicts: DepositVerdicts,
    private readonly clock: Clock,
    accounts: AccountsService,
  ) {
    accounts.whenJoined((from, into, session) => this.move(from, into, session));
  }

  /**
   * The question before each use and its report in one: yes keeps the order, not now keeps nothing. The same report again gets the same answer.
   * @throws AppError deposit_time_wrong, deposit_order_conflict
   */
  async start(client: DepositClient, authorisationId: string, number: string, startedAt: Date): Promise<Verdict> {
    const fault = startFault(startedAt.getTime(), this.clock.ms());
    if (fault) throw new AppError(fault);
    const _id = keyOf(client, number);
    if (await this.repeated(_id, authorisationId, startedAt)) return 'yes';
    const found = await this.authorisations.find(authorisationId);
    const authorisation = found?.client === client._id ? found : null;
    const { verdict } = await this.verdicts.tell(client, authorisation?.state === 'granted' ? null : authorisation);
    if (!authorisation || verdict !== 'yes') return 'not_now';
    const order: DepositOrder = {
      _id,
      person: authorisation.person,
      authorisation: authorisation._id,
      client: client._id,
      number,
      startedAt,
      endedAt: null,
      released: false,
      bookedAt: this.clock.now(),
      ...this.keptFrom(startedAt, ORDER_OPEN_DAYS),
    };
    try {
      return await inTransaction(this.connection, async (session) => {
        if (!(await this.authorisations.use(authorisation._id, session))) return 'not_now'; // ended since it was read
        await native(this.orders).insertOne(order, { session });
        return 'yes';
      });
    } catch (e) {
      if (isDuplicateKey(e, '_id_') && (await this.repeated(_id, authorisationId, startedAt))) return 'yes';
      throw e;
    }
  }
  /**
   * Whatever became of the authorisation since: what began under it ends under it.
   * @throws AppError deposit_order_unknown for one that never was, deposit_time_wrong, deposit_order_conflict
   */
  async end(client: DepositClient, number: string, endedAt: Date, released: boolean): Promise<void> {
    for (let i = 0; i < TRIES; i++) {
      const order = await native(this.orders).findOne({ _id: keyOf(client, number), shownUntil: { $gt: this.clock.now() } });
      if (!order) throw new AppError('deposit_order_unknown');
      const known = { startedAt: order.startedAt.getTime(), endedAt: order.endedAt?.getTime() ?? null, released: order.released };
      const fault = endFault(known, endedAt.getTime(), released, this.clock.ms());
      if (fault) throw new AppError(fault);
      const r = await native(this.orders).updateOne(
        { _id: order._id, endedAt: order.endedAt, released: order.released },
        { $set: { endedAt, released, reportedAt: this.clock.now(), ...this.keptFrom(endedAt, ORDER_KEPT_DAYS) } },
      );
      if (r.matchedCount === 1) return;
    }
    throw new AppError('service_busy', { retryAfter: 1 });
  }

  /** Of the last 30 days, of all operators: the newest, how many, and how many deposits are still held after the end. */
  async lately(person: string): Promise<{ orders: DepositOrder[]; count: number; unreleased: number }> {
    const shown = { person, ...this.shown() };
    const [orders, count, unreleased] = await Promise.all([
      this.page(shown),
      native(this.orders).countDocuments(shown),
      native(this.orders).countDocuments({ ...shown, endedAt: { $ne: null }, released: false }),
    ]);
    return { orders: orders.slice(0, PAGE), count, unreleased };
  }
  /** Newest first; `after` is the last page's `next`. */
  async of(authorisation: string, after: string | undefined): Promise<{ orders: DepositOrder[]; next: string | null }> {
    const found = await this.page({ authorisation, ...this.shown(), ...behind(after, 'startedAt', 'number') });
    const orders = found.slice(0, PAGE);
    const last = found.length > PAGE ? orders.at(-1) : undefined;
    return { orders, next: last ? pageKey(last.startedAt, last.number) : null };
  }

  private page(filter: Filter): Promise<DepositOrder[]> {
    return native(this.orders) // index {person | authorisation, startedAt, _id}
      .find(filter)
      .sort({ startedAt: -1, _id: -1 })
      .limit(PAGE + 1)
      .toArray();
  }
  private shown(): Filter {
    return { shownUntil: { $gt: this.clock.now() } };
  }
  /** The sweep by the machine's clock, what is shown by ours. */
  private keptFrom(at: Date, days: number): Pick<DepositOrder, 'shownUntil' | 'goneAt'> {
    const shownUntil = new Date(at.getTime() + days * DAY_MS);
    return { shownUntil, goneAt: this.clock.machine(Math.max(0, shownUntil.getTime() - this.clock.ms()) + AHEAD_MS) };
  }
  /** @throws AppError deposit_order_conflict when the number was reported with something else */
  private async repeated(_id: string, authorisation: string, startedAt: Date): Promise<boolean> {
    const known = await native(this.orders).findOne({ _id });
    if (!known) return false;
    if (known.authorisation !== authorisation || known.startedAt.getTime() !== startedAt.getTime()) throw new AppError('deposit_order_conflict');
    return true;
  }
  private async move(from: string, into: string, session: ClientSession): Promise<void> {
    await native(this.orders).updateMany({ person: from }, { $set: { person: into } }, { session }); // index {person, …}
  }
}

export const orderView = ({ number, startedAt, endedAt, released }: DepositOrder, operator: string): OrderView => ({
  number,
  operator,
  startedAt: startedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
  released,
});
