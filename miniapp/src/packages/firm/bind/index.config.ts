export default definePageConfig({ navigationBarTitleText: '绑定一家企业' });
