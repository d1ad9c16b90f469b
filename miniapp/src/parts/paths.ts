import { setParents, TABS } from '../platform/router';

// Addresses of pages outside the tabs. A page is opened by these names only.
export const PAGES = {
  login: '/pages/login/index',
  realName: '/packages/identity/real-name/index',
  basic: '/packages/identity/basic/index',
  high: '/packages/identity/high/index',
  done: '/packages/identity/done/index',
  stolen: '/packages/identity/stolen/index',
  devices: '/packages/identity/devices/index',
  settings: '/packages/identity/settings/index',
  policy: '/packages/identity/policy/index',
  messages: '/packages/identity/messages/index',
  consents: '/packages/identity/consents/index',
  consent: '/packages/identity/consent/index',
  optIn: '/packages/credit/opt-in/index',
  records: '/packages/credit/records/index',
  record: '/packages/credit/record/index',
  scheme: '/packages/credit/scheme/index',
  looks: '/packages/credit/looks/index',
  offer: '/packages/perks/offer/index',
  vouchers: '/packages/perks/vouchers/index',
  voucher: '/packages/perks/voucher/index',
  search: '/packages/publicity/search/index',
  notices: '/packages/publicity/notices/index',
  notice: '/packages/publicity/notice/index',
} as const;

// One step nearer home, for a page that was opened by a link or reloaded (APP-5).
setParents({
  [PAGES.realName]: TABS.me,
  [PAGES.basic]: PAGES.realName,
  [PAGES.high]: PAGES.realName,
  [PAGES.done]: TABS.me,
  [PAGES.stolen]: PAGES.realName,
  [PAGES.devices]: TABS.me,
  [PAGES.settings]: TABS.me,
  [PAGES.policy]: PAGES.settings,
  [PAGES.messages]: TABS.me,
  [PAGES.consents]: TABS.me,
  [PAGES.consent]: PAGES.consents,
  [PAGES.optIn]: TABS.credit,
  [PAGES.records]: TABS.credit,
  [PAGES.record]: PAGES.records,
  [PAGES.scheme]: TABS.credit,
  [PAGES.looks]: TABS.credit,
});
