import { PartnersService } from '../partners/partners.service.js';
import { DEMO_PARTNERS } from './partners.data.js';
import type { Seeder } from './seeder.js';

/** Without keys: whoever tries the partner API makes its own and adds it at the desk. */
export const seedPartners: Seeder = async (app) => {
  const partners = app.get(PartnersService);
  for (const partner of DEMO_PARTNERS) await partners.put(partner);
  return [];
};
