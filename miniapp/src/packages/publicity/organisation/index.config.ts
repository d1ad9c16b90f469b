export default definePageConfig({ navigationBarTitleText: '信用档案' });
