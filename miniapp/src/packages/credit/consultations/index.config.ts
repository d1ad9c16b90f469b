export default definePageConfig({ navigationBarTitleText: '公开征求意见' });
