export default definePageConfig({ navigationBarTitleText: '窗口核对' });
