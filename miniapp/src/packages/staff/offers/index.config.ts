export default definePageConfig({ navigationBarTitleText: '权益发布' });
