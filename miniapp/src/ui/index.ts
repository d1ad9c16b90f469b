// The design system. Components are dumb: no store, no api. README.md lists them with their props.
export { Box, Btn, Choice, Field, Icon, Img, Item, List, len, Switch, Title, Txt } from './base';
export { cx } from './classes';
export * from './counter';
export * from './feedback';
export * from './grade';
export type { IconName } from './icon-names';
export { LivePicture } from './live-picture';
export * from './page';
export * from './perks';
export * from './pin-pad';
export type * from './props';
export * from './records';
export * from './tabbar';
export * from './tags';
export { ThemeProvider, useTheme } from './theme';
export * from './trend';
