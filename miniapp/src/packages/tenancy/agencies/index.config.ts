export default definePageConfig({ navigationBarTitleText: '守信中介名录' });
