import { OrganisationsService } from '../organisations/organisations.service.js';
import { AgencyStandings } from '../tenancy/agency-standings.service.js';
import { DEMO_ORGANISATIONS } from './organisations.data.js';
import type { Seeder } from './seeder.js';

export const seedOrganisations: Seeder = async (app) => {
  const organisations = app.get(OrganisationsService);
  for (const { shops, ...o } of DEMO_ORGANISATIONS) {
    await organisations.put(o);
    for (const [_id, name, address, zone, lat, lng] of shops)
      await organisations.putShop({ _id, organisationId: o._id, name, address, zone, at: { lat, lng } });
  }
  await app.get(AgencyStandings).enter('anju-agency');
  return [];
};
