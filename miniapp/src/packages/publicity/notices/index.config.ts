export default definePageConfig({ navigationBarTitleText: '公告与活动' });
