/** True in the browser build. The only look at the build target outside *.h5.* files; `platform/` alone may branch on it. */
// biome-ignore lint/style/noProcessEnv: Taro replaces the expression at build time
export const H5 = process.env.TARO_ENV === 'h5';
/** Version of this app, from package.json. */
export const VERSION = APP_VERSION;
/** Sent with every request as `x-app-version`, so that the server can ask an old client to update. */
export const CLIENT = `${H5 ? 'h5' : 'weapp'}/${VERSION}`;
