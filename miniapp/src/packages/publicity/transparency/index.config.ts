export default definePageConfig({ navigationBarTitleText: '透明度' });
