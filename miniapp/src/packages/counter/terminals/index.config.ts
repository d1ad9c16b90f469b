export default definePageConfig({ navigationBarTitleText: '共用终端' });
