import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import type { Channel } from '../platform/context.js';
import { Jobs } from '../platform/jobs/jobs.service.js';
import { daily } from '../platform/jobs/schedule.js';
import { native } from '../platform/native.js';
import { Consent } from './consent.schema.js';
import { type ConsentAct, ConsentEvidence } from './evidence.schema.js';
import type { ConsentPurpose } from './texts.js';

/** Whose hand it was and where; a job has neither session nor channel. */
export interface Doer {
  readonly personId: string;
  readonly sessionId: string | null;
  readonly channel: Channel | null;
}
const RETENTION = 'consents.retention';
const BATCH = 500;

/** That a person agreed, to what, when and where: proof for three years after the end (个保法 14, 55–56), then nothing. */
@Injectable()
export class ConsentEvidenceService implements OnModuleInit {
  constructor(
    @InjectModel(ConsentEvidence.name) private readonly evidence: Model<ConsentEvidence>,
    @InjectModel(Consent.name) private readonly consents: Model<Consent>,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define(RETENTION, async (run) => void (await this.erase(() => run.throwIfStopped())));
    this.jobs.schedule(RETENTION, daily(3, 10));
  }

  /** In the transaction of the act itself. */
  async add(act: ConsentAct, by: Doer, consent: Consent, at: Date, session: ClientSession): Promise<void> {
    const { _id, personId, recipient, purpose, textVersion, text } = consent;
    const row: ConsentEvidence = {
      _id: `${_id}.${act}`,
      consentId: _id,
      personId,
      act,
      at,
      channel: by.channel,
      sessionId: by.sessionId,
      recipient,
      purpose,
      textVersion,
      ...(act === 'given' && { text }),
    };
    await native(this.evidence).insertOne(row, { session });
  }
  /** Acts of this kind about this purpose, the later instant not included. */
  count(act: ConsentAct, purpose: ConsentPurpose, { from, to }: { readonly from: Date; readonly to: Date }): Promise<number> {
    return this.evidence.countDocuments({ purpose, act, at: { $gte: from, $lt: to } }); // index {purpose, act, at}
  }
  /** The acts of one account count as another's from now on. */
  async move(from: string, into: string, session: ClientSession): Promise<void> {
    await native(this.evidence).updateMany({ personId: from }, { $set: { personId: into } }, { session }); // index {personId, _id}
  }
  /** Erases what is past its three years: the acts first, so that a cut run finds the consent again. */
  async erase(between: () => void = () => undefined): Promise<number> {
    let erased = 0;
    for (;;) {
      const due = await this.consents
        .find({ evidenceUntil: { $ne: null, $lt: this.clock.now() } }, { _id: 1 })
        .limit(BATCH)
        .lean(); // index evidenceUntil
      if (due.length === 0) return erased;
      const ids = due.map((c) => c._id);
      await this.evidence.deleteMany({ consentId: { $in: ids } }); // index consentId
      await this.consents.deleteMany({ _id: { $in: ids } });
      erased += ids.length;
      between();
    }
  }
}
