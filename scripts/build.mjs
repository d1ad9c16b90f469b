// npm run build: all that is shipped: shared and server (dist), H5, and the mini-program for the address in API_BASE.
import { compile, install, taro } from './lib/build.mjs';
import { asStop, Stop } from './lib/exit.mjs';

try {
  await install();
  await compile();
  await taro('h5');
  if (process.env.API_BASE) await taro('weapp', process.env.API_BASE);
  else console.log('weapp: left out. Set API_BASE to the https address its requests go to, e.g. https://credit.example.cn');
} catch (e) {
  const end = asStop(e);
  console.error(end instanceof Stop ? end.message : end.stack);
  process.exit(end.exit?.code ?? 1);
}
