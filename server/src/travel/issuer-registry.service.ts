import type { ParsedOf } from '@binhai/shared/contract/http';
import type { decideIssuers, proposeIssuers, Registry } from '@binhai/shared/contract/recognition-desk';
import { RecognisedIssuers } from '@binhai/shared/parameters/recognised-issuers';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { MembershipsService } from '../organisations/memberships.service.js';
import { ParametersService } from '../parameters/parameters.service.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import type { Actor } from '../platform/context.js';
import { isDuplicateKey } from '../platform/mongo-errors.js';
import { native } from '../platform/native.js';
import { inTransaction } from '../platform/transactions.js';
import { IssuerProposal } from './issuer-proposal.schema.js';

const ID = 'issuers';
const KIND = 'recognised_issuers';

/** Owns `issuer_proposals`. The list is a parameter set; it changes only by what one operator proposed and another approved (four eyes). */
@Injectable()
export class IssuerRegistry {
  constructor(
    @InjectModel(IssuerProposal.name) private readonly proposals: Model<IssuerProposal>,
    @InjectConnection() private readonly connection: Connection,
    private readonly parameters: ParametersService,
    private readonly memberships: MembershipsService,
    private readonly clock: Clock,
  ) {}

  async registry({ personId }: Actor): Promise<Registry> {
    const [now, proposed] = [this.newest(), await native(this.proposals).findOne({ _id: ID })];
    return {
      issuers: [...now.content.issuers],
      version: now.version,
      proposed: proposed && {
        issuers: proposed.issuers,
        reference: proposed.reference,
        from: proposed.from,
        by: await this.numberOf(proposed.by, proposed.organisationId),
        at: proposed.at.toISOString(),
        mine: proposed.by === personId,
      },
    };
  }
  async propose(actor: Actor, { version, issuers, reference, from }: ParsedOf<typeof proposeIssuers>['body']): Promise<Registry> {
    if (version !== this.newest().version) throw new AppError('recognition_changed');
    if (!RecognisedIssuers.safeParse({ issuers }).success) throw new AppError('input_invalid');
    const { personId: by, organisationId } = actor;
    const proposal: IssuerProposal = { _id: ID, version, issuers, reference, from, by, organisationId: organisationId ?? '', at: this.clock.now() };
    try {
      await native(this.proposals).insertOne(proposal);
    } catch (e) {
      if (isDuplicateKey(e)) throw new AppError('recognition_proposed');
      throw e;
    }
    return this.registry(actor);
  }
  async decide(actor: Actor, { version, approve }: ParsedOf<typeof decideIssuers>['body']): Promise<Registry> {
    const proposal = await native(this.proposals).findOne({ _id: ID });
    if (!proposal) throw new AppError('recognition_nothing_proposed');
    if (approve && proposal.by === actor.personId) throw new AppError('recognition_same_person'); // one's own may be taken back
    if (proposal.version !== version || version !== this.newest().version) throw new AppError('recognition_changed');
    const { issuers, reference, from, by, at } = proposal;
    const approvedBy = [await this.numberOf(proposal.by, proposal.organisationId), await this.numberOf(actor.personId, actor.organisationId ?? '')].join('、');
    await inTransaction(this.connection, async (session) => {
      const gone = await native(this.proposals).deleteOne({ _id: ID, by, at }, { session });
      if (gone.deletedCount === 0) throw new AppError('recognition_nothing_proposed');
      if (approve) await this.parameters.publish(KIND, { issuers }, { from, reference: [reference], approvedBy }, session);
    });
    await this.parameters.refresh();
    return this.registry(actor);
  }

  private async numberOf(personId: string, organisationId: string): Promise<string> {
    return (await this.memberships.who([{ personId, organisationId }])).get(`${personId}|${organisationId}`) ?? '';
  }
  /** The last version, whether its day has come or not: what is changed next is changed against it. */
  private newest() {
    const last = this.parameters.versions(KIND).at(-1);
    if (!last) throw new AppError('service_busy', { retryAfter: 1 });
    return last;
  }
}
