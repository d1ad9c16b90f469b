export default definePageConfig({ navigationBarTitleText: '我们留存什么' });
