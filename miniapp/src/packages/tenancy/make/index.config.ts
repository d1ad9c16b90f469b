export default definePageConfig({ navigationBarTitleText: '生成租房凭证' });
