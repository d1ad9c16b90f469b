import type { ReplyOf } from '@binhai/shared/contract/http';
import type { agencies } from '@binhai/shared/contract/tenancy';
import { localDateOf } from '@binhai/shared/dates/dates';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { Clock } from '../platform/clock.js';
import { AgencyStanding } from './certificate.schema.js';

/** 守信中介名录: agencies in good standing, named to whoever shows them a certificate. */
@Injectable()
export class AgencyStandings {
  constructor(
    @InjectModel(AgencyStanding.name) private readonly standings: Model<AgencyStanding>,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {}

  /** Entered, or entered anew once whatever ended it was made good. */
  async enter(organisationId: string): Promise<void> {
    const entry = { since: localDateOf(this.clock.ms()), endedAt: null, endedBy: null };
    await this.standings.updateOne({ _id: organisationId }, { $set: entry }, { upsert: true });
  }
  /** False when it had no entry to lose. */
  async end(organisationId: string, caseNumber: string, session: ClientSession): Promise<boolean> {
    const ended = { $set: { endedAt: this.clock.now(), endedBy: caseNumber } };
    return (await this.standings.updateOne({ _id: organisationId, endedAt: null }, ended, { session })).modifiedCount === 1;
  }
  /** Of these, the ones in good standing now. */
  async among(organisationIds: readonly string[]): Promise<Set<string>> {
    const found = await this.standings.find({ _id: { $in: [...organisationIds] }, endedAt: null }, { _id: 1 }).lean();
    return new Set(found.map((s) => s._id));
  }
  /** Some hundred agencies: one page. */
  async list(): Promise<ReplyOf<typeof agencies>> {
    const found = await this.standings.find({ endedAt: null }).sort({ _id: 1 }).lean();
    const items = await Promise.all(
      found.map(async ({ _id, since }) => {
        const [organisation, shops] = await Promise.all([this.organisations.get(_id), this.organisations.shopsOf(_id)]);
        return { id: _id, name: organisation?.name ?? '', since, shops: shops.map((s) => ({ id: s._id, name: s.name, address: s.address })) };
      }),
    );
    const named = items.filter((a) => a.name !== '');
    return { items: named, shops: named.reduce((n, a) => n + a.shops.length, 0) };
  }
}
