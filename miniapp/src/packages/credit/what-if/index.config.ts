export default definePageConfig({ navigationBarTitleText: '怎样会更高' });
