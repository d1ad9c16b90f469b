export default definePageConfig({ navigationBarTitleText: '免押授权' });
