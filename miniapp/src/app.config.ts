export default defineAppConfig({
  pages: ['pages/home/index'],
  lazyCodeLoading: 'requiredComponents',
  window: { navigationBarTitleText: '诚信滨海', navigationBarBackgroundColor: '#ffffff', navigationBarTextStyle: 'black' },
});
