export default definePageConfig({ navigationBarTitleText: '近 12 个月' });
