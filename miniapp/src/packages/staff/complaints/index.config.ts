export default definePageConfig({ navigationBarTitleText: '投诉和复核' });
