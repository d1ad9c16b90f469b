export default definePageConfig({ navigationBarTitleText: '查询登记' });
