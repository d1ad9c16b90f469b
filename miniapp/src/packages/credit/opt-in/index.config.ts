export default definePageConfig({ navigationBarTitleText: '开通等级服务' });
