export default definePageConfig({ navigationBarTitleText: '报告验真' });
