export default definePageConfig({ navigationBarTitleText: '查询详情' });
