import { createHash, randomBytes } from 'node:crypto';
import type { DepositAsk, depositDecide, depositRequest, WayBack } from '@binhai/shared/contract/deposit';
import type { ParsedOf, ReplyOf } from '@binhai/shared/contract/http';
import { CODE_MS, returnAddress } from '@binhai/shared/rules/deposit';
import { explain } from '@binhai/shared/rules/eligibility';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { ConsentsService } from '../../consents/consents.service.js';
import { DEPOSIT_PURPOSE } from '../../consents/texts.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import type { Actor } from '../../platform/context.js';
import { isDuplicateKey } from '../../platform/mongo-errors.js';
import { native } from '../../platform/native.js';
import { inTransaction } from '../../platform/transactions.js';
import { RegisterService } from '../../register/register.service.js';
import { DepositAuthorisations } from './authorisations.service.js';
import { clientView, DepositClients } from './clients.service.js';
import { type DepositClient, DepositCode } from './deposit.schema.js';
import { DepositVerdicts } from './verdicts.service.js';

const ITEMS = ['实名情况', '年龄', '等级', '授权', '免押授权'] as const;
/** Two taps at once meet on a unique key; whoever lost looks again. */
const TRIES = 4;
/** How long a spent code is remembered, so that a replay is known as one. */
const REMEMBERED_MS = 86_400_000;
export const codeHash = (code: string): string => createHash('sha256').update(code).digest('base64url');

/** An operator's app asks, the resident sees all of it and decides, and goes back (RFC 6749 4.1, RFC 7636). */
@Injectable()
export class DepositRequests {
  constructor(
    @InjectModel(DepositCode.name) private readonly codes: Model<DepositCode>,
    @InjectConnection() private readonly connection: Connection,
    private readonly clients: DepositClients,
    private readonly authorisations: DepositAuthorisations,
    private readonly verdicts: DepositVerdicts,
    private readonly consents: ConsentsService,
    private readonly register: RegisterService,
    private readonly clock: Clock,
  ) {}

  /** All of it on one screen; for the person alone, so each condition is said. */
  async show(actor: Actor, { query }: ParsedOf<typeof depositRequest>): Promise<ReplyOf<typeof depositRequest>> {
    const client = await this.clients.asked(query.client, query.redirect);
    await this.register.own(actor, 'own_perks', ITEMS);
    const [{ facts, verdict }, consent, current] = await Promise.all([
      this.verdicts.decide(actor.personId, client),
      this.consents.text({ kind: 'organisation', id: client.organisationId }, DEPOSIT_PURPOSE),
      this.authorisations.current(actor.personId, client._id),
    ]);
    const conditions = explain(facts, client.rule, this.clock.ms()).filter(({ key }) => key !== 'consent' && key !== 'window');
    return { service: clientView(client), consent, verdict: verdict === 'no' ? 'no' : 'yes', conditions, current: current?._id ?? null };
  }
  /** A refusal and a condition that does not hold go back as the same word. */
  async decide(actor: Actor, { body }: ParsedOf<typeof depositDecide>): Promise<ReplyOf<typeof depositDecide>> {
    const client = await this.clients.asked(body.client, body.redirect);
    if (body.decision === 'refuse') return { back: wayBack(body, 'error', 'access_denied') };
    await this.register.own(actor, 'own_perks', ITEMS);
    const { verdict, decidedFrom } = await this.verdicts.decide(actor.personId, client);
    if (verdict === 'no') throw new AppError('deposit_not_eligible');
    for (let i = 0; i < TRIES; i++) {
      try {
        return { back: wayBack(body, 'code', await this.grant(actor, client, body, body.consentTextVersion, decidedFrom)) };
      } catch (e) {
        if (!isDuplicateKey(e)) throw e;
      }
    }
    throw new AppError('service_busy', { retryAfter: 1 });
  }

  /** Consent, authorisation and code: all or nothing. An older code that nobody came with is void from now on. */
  private async grant(actor: Actor, client: DepositClient, { redirect, challenge }: DepositAsk, textVersion: string, decidedFrom: string): Promise<string> {
    const code = randomBytes(32).toString('base64url');
    await inTransaction(this.connection, async (session) => {
      const authorisation = await this.authorisations.grant(actor, client, textVersion, decidedFrom, session);
      const now = this.clock.now();
      await native(this.codes).updateMany({ authorisation, spentAt: null, until: { $gt: now } }, { $set: { until: now } }, { session }); // index authorisation
      await native(this.codes).insertOne(
        {
          _id: codeHash(code),
          authorisation,
          organisationId: client.organisationId,
          redirect,
          challenge,
          until: new Date(now.getTime() + CODE_MS),
          spentAt: null,
          goneAt: this.clock.machine(REMEMBERED_MS),
        },
        { session },
      );
    });
    return code;
  }
}

function wayBack({ redirect, state }: DepositAsk, name: 'code' | 'error', value: string): WayBack {
  if (redirect.startsWith('weapp:')) return { kind: 'weapp', appId: redirect.slice('weapp:'.length), data: { state, [name]: value } };
  return {
    kind: 'web',
    url: returnAddress(redirect, [
      [name, value],
      ['state', state],
    ]),
  };
}
