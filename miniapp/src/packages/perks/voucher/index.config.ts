export default definePageConfig({ navigationBarTitleText: '我的券码', navigationBarTextStyle: 'white', backgroundColor: '#07333C' });
