export default definePageConfig({ navigationBarTitleText: '月结单' });
