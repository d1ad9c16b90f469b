export default definePageConfig({ navigationBarTitleText: '免押授权', navigationBarTextStyle: 'white', backgroundColor: '#07333C' });
