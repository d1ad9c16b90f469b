export default definePageConfig({ navigationBarTitleText: '选报告内容' });
