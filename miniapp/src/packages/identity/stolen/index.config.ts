export default definePageConfig({ navigationBarTitleText: '身份被冒用' });
