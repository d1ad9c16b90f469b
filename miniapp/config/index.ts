import fs from 'node:fs';
import path from 'node:path';
import { defineConfig } from '@tarojs/cli';
import webpack from 'webpack';

// Packages that ship newer syntax than old phones read, and our own shared package (its dist is ES2018): compiled to the browserslist level.
const NEWER_SYNTAX =
  /[\\/]node_modules[\\/](zod|axios|zustand|fast-sha256|qrcode-generator|qr|query-string|split-on-first|filter-obj|decode-uri-component)[\\/]/;
const compile = { include: [path.resolve(__dirname, '../../shared'), (f: string) => NEWER_SYNTAX.test(f)] };

// WeChat's accessibility attributes: Taro's own templates leave them out.
const A = {
  'aria-label': '',
  'aria-role': '',
  'aria-hidden': '',
  'aria-disabled': '',
  'aria-selected': '',
  'aria-checked': '',
  'aria-expanded': '',
};
const aria = { View: A, Text: A, Button: A, Image: A, Input: A, Textarea: A };
const { version } = JSON.parse(fs.readFileSync(path.resolve(__dirname, '../package.json'), 'utf8')) as { version: string };
const weapp = process.env.TARO_ENV === 'weapp';

/** webpack finds the global object by `new Function`, which the mini-program's platform forbids: here it is looked up by name. */
class GlobalWithoutFunction {
  apply(compiler: webpack.Compiler): void {
    compiler.hooks.compilation.tap('GlobalWithoutFunction', (compilation) => {
      compilation.hooks.runtimeModule.tap('GlobalWithoutFunction', (module) => {
        if (module.name === 'global')
          module.generate = () => `${webpack.RuntimeGlobals.global} = typeof globalThis === 'object' ? globalThis : typeof global === 'object' ? global : {};`;
      });
    });
  }
}

// biome-ignore lint/suspicious/noExplicitAny: Taro's config type does not know webpack-chain
export default defineConfig<any>(async () => ({
  projectName: 'binhai',
  date: '2026-01-01',
  designWidth: 390,
  deviceRatio: { 390: 750 / 390 },
  sourceRoot: 'src',
  outputRoot: `dist/${process.env.TARO_ENV}${process.env.GALLERY === '1' ? '-gallery' : ''}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  plugins: weapp ? [['@tarojs/plugin-inject', { components: aria }]] : [],
  defineConstants: {
    API_BASE: JSON.stringify(process.env.API_BASE ?? ''),
    APP_VERSION: JSON.stringify(version),
  },
  mini: {
    compile,
    postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
    optimizeMainPackage: { enable: true },
    // biome-ignore lint/suspicious/noExplicitAny: see above
    webpackChain(chain: any) {
      chain.plugin('no-code-from-text').use(GlobalWithoutFunction);
      // licence texts stay in the scripts: WeChat would upload the extra files
      // biome-ignore lint/suspicious/noExplicitAny: see above
      chain.optimization.minimizer('terserPlugin').tap((args: any[]) => [{ ...args[0], extractComments: false }]);
    },
  },
  h5: {
    compile,
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    devServer: { host: '127.0.0.1', port: 10086, open: false, proxy: [{ context: ['/api'], target: process.env.DEV_API ?? 'http://127.0.0.1:3000' }] },
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: { ignoreOrder: true, filename: 'css/[name].[contenthash:8].css', chunkFilename: 'css/[name].[contenthash:8].css' },
    postcss: { autoprefixer: { enable: true, config: {} }, pxtransform: { enable: false, config: {} }, cssModules: { enable: false } },
    // biome-ignore lint/suspicious/noExplicitAny: see above
    webpackChain(chain: any) {
      // Our tab bar is drawn by ui/tabbar, our controls are HTML elements (ui/base.h5): Taro's own tab bar, its style sheet and the icon font
      // inside it (which a strict CSP refuses) are never used.
      const without = (name: string, asked: RegExp, instead: string) =>
        chain.plugin(name).use(webpack.NormalModuleReplacementPlugin, [asked, path.resolve(__dirname, 'h5', instead)]);
      without('own-tab-bar', /^\.\/tabbar\.js$/, 'no-tabbar.js');
      without('own-styles', /\/taro-components\.css$/, 'none.css');
      chain.optimization.splitChunks({
        chunks: 'all',
        minSize: 8000,
        maxInitialRequests: 10,
        cacheGroups: {
          default: false,
          defaultVendors: false,
          base: {
            name: 'base',
            priority: 30,
            enforce: true,
            test: /[\\/]node_modules[\\/](react|react-dom|scheduler|@tarojs[\\/](runtime|router|taro|api|shared|plugin-platform-h5))[\\/]/,
          },
          shared: { name: 'shared', chunks: 'async', minChunks: 2, priority: 10, enforce: true },
        },
      });
      chain.performance.maxEntrypointSize(400_000);
    },
  },
}));
