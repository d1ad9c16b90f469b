export default definePageConfig({ navigationBarTitleText: '异常查询' });
