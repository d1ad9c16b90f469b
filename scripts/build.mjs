// npm run build: all that is shipped: shared and server (dist), H5, and the mini-program for the address in WEAPP_API_BASE.
import { compile, install, taro } from './lib/build.mjs';
import { asStop, Stop } from './lib/exit.mjs';

try {
  await install();
  await compile();
  await taro('h5');
  const api = process.env.WEAPP_API_BASE;
  if (api) await taro('weapp', api);
  else console.log('weapp: left out. Set WEAPP_API_BASE to the https address its requests go to, e.g. https://credit.example.cn');
} catch (e) {
  const end = asStop(e);
  console.error(end instanceof Stop ? end.message : end.stack);
  process.exit(end.exit?.code ?? 1);
}
