export default definePageConfig({ navigationBarTitleText: '租房凭证', enableShareAppMessage: true });
