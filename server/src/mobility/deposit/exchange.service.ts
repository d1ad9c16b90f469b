import { createHash } from 'node:crypto';
import { REPLAY_GRACE_MS } from '@binhai/shared/rules/deposit';
import { Injectable, Logger } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { native } from '../../platform/native.js';
import { DepositAuthorisations } from './authorisations.service.js';
import { type DepositClient, DepositCode } from './deposit.schema.js';
import { codeHash } from './requests.service.js';
import { DepositVerdicts, type Verdict } from './verdicts.service.js';

export interface Presented {
  readonly code: string;
  readonly redirect: string;
  readonly verifier: string;
}
export interface Exchanged {
  readonly authorisation: string;
  readonly verdict: Verdict;
}
/** RFC 7636 4.6. */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** The operator's server turns a code into an authorisation and one word. */
@Injectable()
export class DepositExchange {
  private readonly log = new Logger('deposit.exchange');

  constructor(
    @InjectModel(DepositCode.name) private readonly codes: Model<DepositCode>,
    private readonly authorisations: DepositAuthorisations,
    private readonly verdicts: DepositVerdicts,
    private readonly clock: Clock,
  ) {}

  /**
   * In a transaction: the code is spent with what it makes, or neither. A request that is not whole (another operator's code, another address, a
   * wrong verifier) is refused and does not burn it.
   * @throws AppError deposit_code_refused, deposit_code_expired, deposit_code_spent (then call `replayed`)
   */
  async exchange(client: DepositClient, presented: Presented, session: ClientSession): Promise<Exchanged> {
    const code = await this.found(client, presented, session);
    if (!code) throw this.refused(client, 'deposit_code_refused');
    if (code.spentAt) throw this.refused(client, 'deposit_code_spent');
    const now = this.clock.now();
    if (code.until <= now) throw this.refused(client, 'deposit_code_expired');
    const authorisation = await this.authorisations.find(code.authorisation);
    const { verdict, decidedFrom } = await this.verdicts.tell(client, authorisation);
    const spent = await native(this.codes).updateOne({ _id: code._id, spentAt: null }, { $set: { spentAt: now } }, { session });
    if (spent.modifiedCount === 0) throw this.refused(client, 'deposit_code_spent');
    if (verdict === 'yes' && (await this.authorisations.activate(code.authorisation, decidedFrom, session)))
      return { authorisation: code.authorisation, verdict };
    await this.authorisations.end(code.authorisation, 'refuse', client.operator, session);
    return { authorisation: code.authorisation, verdict: 'not_now' };
  }
  /** The same whole request once more: soon after the first it is the operator's own second try; later the code is in other hands, and what it made ends. */
  async replayed(client: DepositClient, presented: Presented): Promise<void> {
    const code = await this.found(client, presented);
    if (!code?.spentAt || this.clock.ms() - code.spentAt.getTime() <= REPLAY_GRACE_MS) return;
    if (await this.authorisations.end(code.authorisation, 'replay', client.operator))
      this.log.warn(`a code of ${client._id} was replayed: what it made has ended`);
  }

  private async found({ organisationId }: DepositClient, { code, redirect, verifier }: Presented, session?: ClientSession): Promise<DepositCode | null> {
    const found = await native(this.codes).findOne({ _id: codeHash(code) }, session ? { session } : {});
    const whole = found?.organisationId === organisationId && found.redirect === redirect && found.challenge === challengeOf(verifier);
    return whole ? found : null;
  }
  private refused(client: DepositClient, code: 'deposit_code_refused' | 'deposit_code_spent' | 'deposit_code_expired'): AppError {
    this.log.warn(`${code}: ${client._id}`);
    return new AppError(code);
  }
}
