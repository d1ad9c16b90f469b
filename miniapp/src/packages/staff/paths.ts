import { setParents } from '../../platform/router';

// Addresses of the desks, H5 only: kept here and not in parts/paths, so that no mini-program carries them.
export const DESKS = {
  login: '/packages/staff/login/index',
  home: '/packages/staff/home/index',
  offers: '/packages/staff/offers/index',
  offer: '/packages/staff/offer/index',
  statements: '/packages/staff/statements/index',
  schemes: '/packages/staff/schemes/index',
  scheme: '/packages/staff/scheme/index',
  complaints: '/packages/staff/complaints/index',
  window: '/packages/staff/window/index',
  register: '/packages/staff/register/index',
  reviews: '/packages/staff/reviews/index',
  seals: '/packages/staff/seals/index',
  partners: '/packages/staff/partners/index',
} as const;

setParents({
  [DESKS.login]: '/pages/me/index',
  [DESKS.home]: '/pages/me/index',
  [DESKS.offers]: DESKS.home,
  [DESKS.offer]: DESKS.offers,
  [DESKS.statements]: DESKS.home,
  [DESKS.schemes]: DESKS.home,
  [DESKS.scheme]: DESKS.schemes,
  [DESKS.complaints]: DESKS.home,
  [DESKS.window]: DESKS.home,
  [DESKS.register]: DESKS.home,
  [DESKS.reviews]: DESKS.home,
  [DESKS.seals]: DESKS.home,
  [DESKS.partners]: DESKS.home,
});
