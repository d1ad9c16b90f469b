// In the place of @tarojs/router's tabbar.js in H5 builds, see index.ts.
export const initTabbar = () => {};
