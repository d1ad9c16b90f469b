import { Injectable } from '@nestjs/common';
import { MembershipsService } from '../organisations/memberships.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import type { RegisterEntry } from './register-entry.schema.js';
import { systemName } from './words.js';

/** Who act for a body under a staff number. */
const WITH_NUMBER: readonly RegisterEntry['kind'][] = ['staff', 'merchant', 'viewer'];

/** Who looked, in words: unit and staff number, or the body's name; never the name of a person. */
@Injectable()
export class LookerNames {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly organisations: OrganisationsService,
  ) {}

  /** One query for a page of entries. */
  async of(page: readonly RegisterEntry[]): Promise<(e: RegisterEntry) => string> {
    const members = page.flatMap((e) => (WITH_NUMBER.includes(e.kind) && e.organisationId ? [{ personId: e.actor, organisationId: e.organisationId }] : []));
    const bodies = page.flatMap((e) => (e.kind === 'partner' && e.organisationId ? [e.organisationId] : []));
    const [who, names] = await Promise.all([this.memberships.who(members), this.organisations.names(bodies)]);
    return (e) => {
      if (e.kind === 'self') return '本人';
      if (e.kind === 'system') return systemName(e.actor);
      if (e.kind === 'partner') return names.get(e.organisationId ?? '') ?? '合作平台';
      return who.get(`${e.actor}|${e.organisationId}`) ?? (e.kind === 'viewer' ? '打开你租房凭证的人' : '工作人员');
    };
  }
}
