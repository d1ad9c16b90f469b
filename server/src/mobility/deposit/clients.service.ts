import type { DepositService as ServiceView } from '@binhai/shared/contract/deposit';
import { redirectKind, redirectRegistered } from '@binhai/shared/rules/deposit';
import { Inject, Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { CONFIG, type Config } from '../../config.js';
import { AppError } from '../../platform/app-error.js';
import { native } from '../../platform/native.js';
import { DepositClient } from './deposit.schema.js';

/** Operators that may ask for an authorisation. Some dozens, changed by the centre: read when asked. */
@Injectable()
export class DepositClients {
  constructor(
    @InjectModel(DepositClient.name) private readonly clients: Model<DepositClient>,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws Error for an address nobody may be sent to */
  async put(client: DepositClient): Promise<void> {
    const wrong = client.redirects.find((r) => redirectKind(r, this.config.SANDBOX) === null);
    if (wrong !== undefined || client.redirects.length === 0) throw new Error(`deposit client ${client._id}: redirect ${wrong ?? 'missing'}`);
    await native(this.clients).replaceOne({ _id: client._id }, client, { upsert: true });
  }
  /** From the next question on. False for one that is not there. */
  async pause(id: string, paused: boolean, changedBy: string): Promise<boolean> {
    const r = await native(this.clients).updateOne({ _id: id }, { $set: { paused, changedBy } });
    return r.matchedCount === 1;
  }
  async find(id: string): Promise<DepositClient | null> {
    return native(this.clients).findOne({ _id: id });
  }
  async ofOrganisation(organisationId: string): Promise<DepositClient | null> {
    return native(this.clients).findOne({ organisationId }); // unique index organisationId
  }
  async all(): Promise<DepositClient[]> {
    return native(this.clients).find({}).sort({ _id: 1 }).toArray(); // dozens
  }
  /**
   * Who asks, with an address of theirs. Nothing is ever sent to another.
   * @throws AppError deposit_service_unknown, deposit_redirect_unknown
   */
  async asked(id: string, redirect: string): Promise<DepositClient> {
    const client = await this.find(id);
    if (!client) throw new AppError('deposit_service_unknown');
    if (!redirectRegistered(client.redirects, redirect, this.config.SANDBOX)) throw new AppError('deposit_redirect_unknown');
    return client;
  }
}

export const clientView = ({ _id, kind, operator, title, depositFen, home }: DepositClient): ServiceView => ({
  id: _id,
  kind,
  operator,
  title,
  depositFen,
  home,
});
