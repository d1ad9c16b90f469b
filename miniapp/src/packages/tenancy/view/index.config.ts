export default definePageConfig({ navigationBarTitleText: '查看租房凭证' });
