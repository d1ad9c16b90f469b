// Writes the page on top as one HTML file that Chromium can show: rough built-in styles, rpx as vw.
import fs from 'node:fs';
import path from 'node:path';

const wxss = (dist, rel, seen = new Set()) => {
  const f = path.join(dist, rel);
  if (seen.has(f) || !fs.existsSync(f)) return '';
  seen.add(f);
  return fs
    .readFileSync(f, 'utf8')
    .replace(/@import\s+["']([^"']+)["'];?/g, (_, r) => wxss(dist, r[0] === '/' ? r.slice(1) : path.posix.join(path.posix.dirname(rel), r), seen));
};
const BASE = `*{box-sizing:border-box}html{font:16px/1.4 sans-serif}body{margin:0}page,view,scroll-view,swiper{display:block}page{min-height:calc(100vh - 44px - 50px)}
button{display:block;width:100%;border:0;border-radius:5px;background:#f2f2f2;font-size:17px;line-height:2.55;text-align:center}input{border:0;background:none;font:inherit;min-width:0}
.img{display:inline-block;width:320px;height:240px}.nav{height:44px;line-height:44px;text-align:center;font-weight:600;background:#fff}.tabs{position:fixed;bottom:0;left:0;right:0;height:50px;display:flex;background:#fff;border-top:1px solid #ddd}.tabs span{flex:1;text-align:center;font-size:10px;padding-top:30px}.tabs .on{color:var(--on)}`;
export function snapshot(app, file) {
  const { dist, manifest, route } = app;
  const page = JSON.parse(fs.readFileSync(path.join(dist, `${route}.json`), 'utf8'));
  const css = [wxss(dist, 'app.wxss'), wxss(dist, `${route}.wxss`)].join('\n').replace(/(-?[\d.]+)rpx/g, (_, n) => `calc(${n} * 100vw / 750)`);
  const inline = app.html
    .replace(/(-?[\d.]+)rpx/g, (_, n) => `calc(${n} * 100vw / 750)`)
    .replace(/<image([^>]*?)class="([^"]*)"([^>]*)><\/image>/g, '<img$1class="img $2"$3>');
  const bar = manifest.app.tabBar;
  const tabs = app.isTab(route)
    ? `<div class="tabs" style="--on:${bar.selectedColor}">${bar.list.map((t) => `<span class="${t.pagePath === route ? 'on' : ''}">${t.text}</span>`).join('')}</div>`
    : '';
  fs.writeFileSync(
    file,
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${page.navigationBarTitleText ?? ''}</title><style>${BASE}\n${css}</style><body><div class="nav">${page.navigationBarTitleText ?? manifest.app.window?.navigationBarTitleText ?? ''}</div>${inline}${tabs}</body></html>`,
  );
}
