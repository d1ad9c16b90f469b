export default defineAppConfig({
  pages: ['pages/home/index'],
  subPackages: [{ root: 'packages/me', name: 'me', pages: ['index'] }],
  lazyCodeLoading: 'requiredComponents',
  window: { navigationBarTitleText: '诚信滨海', navigationBarBackgroundColor: '#ffffff', navigationBarTextStyle: 'black' },
});
