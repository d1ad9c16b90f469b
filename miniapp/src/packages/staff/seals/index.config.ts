export default definePageConfig({ navigationBarTitleText: '依法暂不告知' });
