import { View } from '@tarojs/components';

/**
 * WeChat wants this component once `tabBar.custom` is set. The bar itself is drawn by `Page` (ui/tabbar), the same in both targets: it then knows
 * the theme, stands in the reading order behind `main`, and the care edition can have three tabs.
 */
export default function CustomTabBar() {
  return <View />;
}
