export default definePageConfig({ navigationBarTitleText: '高级认证' });
