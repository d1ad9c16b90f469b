export default definePageConfig({ navigationBarTitleText: '租房证明' });
