// biome-ignore lint/style/noProcessEnv: read while building; the gallery is in no build that people get
const gallery = process.env.GALLERY === '1' ? ['gallery/index'] : [];
const deskPages = [
  'login/index',
  'home/index',
  'offers/index',
  'offer/index',
  'statements/index',
  'schemes/index',
  'scheme/index',
  'complaints/index',
  'window/index',
  'register/index',
  'reviews/index',
  'seals/index',
  'partners/index',
];
// biome-ignore lint/style/noProcessEnv: read while building; desks are for a computer's browser and in no mini-program
const desks = process.env.TARO_ENV === 'h5' ? [{ root: 'packages/staff', pages: deskPages }] : [];

export default defineAppConfig({
  pages: ['pages/home/index', 'pages/credit/index', 'pages/perks/index', 'pages/me/index', 'pages/login/index', ...gallery],
  subPackages: [
    {
      root: 'packages/identity',
      pages: [
        'real-name/index',
        'basic/index',
        'high/index',
        'done/index',
        'stolen/index',
        'devices/index',
        'settings/index',
        'policy/index',
        'messages/index',
        'consents/index',
        'consent/index',
        'areas/index',
      ],
    },
    {
      root: 'packages/credit',
      pages: [
        'opt-in/index',
        'records/index',
        'record/index',
        'scheme/index',
        'history/index',
        'what-if/index',
        'looks/index',
        'look/index',
        'reports/index',
        'report-choose/index',
        'report/index',
        'consultations/index',
        'consultation/index',
      ],
    },
    { root: 'packages/firm', pages: ['list/index', 'home/index', 'handlers/index', 'bind/index'] },
    { root: 'packages/rights', pages: ['data/index', 'held/index', 'leave/index'] },
    {
      root: 'packages/mobility',
      pages: ['authorise/index', 'deposits/index', 'deposit/index', 'parking/index', 'parking-open/index', 'plate/index', 'trips/index', 'lots/index'],
    },
    { root: 'packages/travel', pages: ['visit/index'] },
    { root: 'packages/tenancy', pages: ['list/index', 'make/index', 'show/index', 'view/index', 'proof/index', 'agencies/index'] },
    { root: 'packages/cases', pages: ['complaints/index', 'complaint/index', 'file/index', 'review/index', 'repairs/index', 'repair/index'] },
    { root: 'packages/perks', pages: ['offer/index', 'voucher/index', 'vouchers/index'] },
    {
      root: 'packages/publicity',
      pages: ['search/index', 'item/index', 'verify/index', 'organisation/index', 'notices/index', 'notice/index', 'transparency/index'],
    },
    {
      root: 'packages/counter',
      pages: [
        'desk/index',
        'type/index',
        'confirm/index',
        'today/index',
        'reverse/index',
        'statements/index',
        'statement/index',
        'clerks/index',
        'join/index',
        'pin/index',
        'terminals/index',
        'take-over/index',
      ],
    },
    ...desks,
  ],
  // only when somebody wants the nearest offers first; rough, and never sent
  requiredPrivateInfos: ['getFuzzyLocation'],
  permission: { 'scope.userFuzzyLocation': { desc: '把离你近的优惠排在前面，只在手机上算距离，位置不上传' } },
  lazyCodeLoading: 'requiredComponents',
  window: { navigationStyle: 'custom', navigationBarTitleText: '诚信滨海', navigationBarTextStyle: 'black', backgroundColor: '#F5F4EF' },
  // Drawn by ui/tabbar in every tab page; the list is what makes them tab pages.
  tabBar: {
    custom: true,
    color: '#55686B',
    selectedColor: '#0D5660',
    backgroundColor: '#ffffff',
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/credit/index', text: '信用' },
      { pagePath: 'pages/perks/index', text: '权益' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
});
