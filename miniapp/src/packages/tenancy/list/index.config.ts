export default definePageConfig({ navigationBarTitleText: '我的租房凭证' });
