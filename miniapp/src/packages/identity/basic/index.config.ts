export default definePageConfig({ navigationBarTitleText: '基础认证' });
