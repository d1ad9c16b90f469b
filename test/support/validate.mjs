// Static checks of a compiled WeChat mini-program folder, as the platform's uploader makes them.
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import compiler from 'glass-easel-template-compiler';
import official from 'miniprogram-compiler'; // wcc and wcsc, the IDE's own compilers (linux, mac, windows binaries in the package)

const { TmplGroup } = compiler;
const MB = 1024 * 1024;
const walk = (d) => fs.readdirSync(d, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? walk(path.join(d, e.name)) : [path.join(d, e.name)]));
const stripSlash = (s) => s.replace(/^\/+|\/+$/g, '');

/** Reads app.json and answers { app, pages, roots, mainPages }. */
export function readManifest(dist) {
  const app = JSON.parse(fs.readFileSync(path.join(dist, 'app.json'), 'utf8'));
  const subs = app.subPackages ?? app.subpackages ?? [];
  const roots = subs.map((s) => `${stripSlash(s.root)}/`);
  const pages = [...(app.pages ?? []), ...subs.flatMap((s) => s.pages.map((p) => `${stripSlash(s.root)}/${stripSlash(p)}`))];
  return { app, subs, roots, pages, mainPages: app.pages ?? [] };
}

/** Compiles every .wxml and .wxs with WeChat's own glass-easel compiler. */
export function compileTemplates(dist, problems = []) {
  const group = new TmplGroup();
  for (const f of walk(dist)) {
    const rel = path.relative(dist, f).split(path.sep).join('/');
    if (rel.endsWith('.wxml')) {
      for (const w of group.addTmpl(rel.slice(0, -5), fs.readFileSync(f, 'utf8')) ?? [])
        problems.push({ level: 'error', file: rel, message: `wxml ${w.startLine}:${w.startColumn} ${w.message} (#${w.code})` });
    } else if (rel.endsWith('.wxs')) group.addScript(rel.slice(0, -4), fs.readFileSync(f, 'utf8'));
  }
  for (const f of walk(dist)) {
    const rel = path.relative(dist, f).split(path.sep).join('/');
    if (!rel.endsWith('.wxml')) continue;
    const p = rel.slice(0, -5);
    for (const d of group.getDirectDependencies(p))
      if (!fs.existsSync(path.join(dist, `${d}.wxml`))) problems.push({ level: 'error', file: rel, message: `imports missing ${d}.wxml` });
    for (const d of group.getScriptDependencies(p))
      if (!fs.existsSync(path.join(dist, `${d}.wxs`))) problems.push({ level: 'error', file: rel, message: `uses missing ${d}.wxs` });
  }
  // eslint-disable-next-line no-new-func
  const genObjects = new Function(`return ${group.getTmplGenObjectGroups()}`)();
  group.free();
  return genObjects;
}

export function validate(dist) {
  const problems = [];
  const err = (file, message) => problems.push({ level: 'error', file, message });
  const warn = (file, message) => problems.push({ level: 'warn', file, message });
  const has = (rel) => fs.existsSync(path.join(dist, rel));
  const size = (rel) => fs.statSync(path.join(dist, rel)).size;
  const { app, subs, roots, pages, mainPages } = readManifest(dist);

  if (!mainPages.length) err('app.json', 'pages is empty');
  if (new Set(pages).size !== pages.length) err('app.json', 'a page is listed twice');
  for (const p of mainPages) if (roots.some((r) => p.startsWith(r))) err('app.json', `main page ${p} lies inside a subpackage root`);
  for (const a of roots) for (const b of roots) if (a !== b && a.startsWith(b)) err('app.json', `subpackage ${a} lies inside ${b}`);
  for (const p of pages) for (const ext of ['.js', '.wxml', '.json']) if (!has(p + ext)) err(p + ext, 'missing');
  for (const [from, r] of Object.entries(app.preloadRule ?? {})) {
    if (!pages.includes(from)) err('app.json', `preloadRule of unknown page ${from}`);
    for (const n of r.packages ?? [])
      if (n !== '__APP__' && !subs.some((s) => s.name === n || stripSlash(s.root) === stripSlash(n))) err('app.json', `preloadRule names unknown package ${n}`);
  }
  const bar = app.tabBar;
  if (bar) {
    if (bar.list.length < 2 || bar.list.length > 5) err('app.json', `tabBar has ${bar.list.length} entries, 2 to 5 allowed`);
    for (const t of bar.list) {
      if (!mainPages.includes(t.pagePath)) err('app.json', `tab page ${t.pagePath} is not in the main package's pages`);
      if (!t.text) err('app.json', `tab ${t.pagePath} has no text`);
      for (const icon of [t.iconPath, t.selectedIconPath].filter(Boolean)) {
        if (!has(icon)) err('app.json', `tab icon ${icon} missing`);
        else if (size(icon) > 40 * 1024) err(icon, 'tab icon over 40 KB');
        else if (!/\.(png|jpe?g|gif)$/i.test(icon)) err(icon, 'tab icon must be png, jpg or gif');
      }
    }
    for (const k of ['color', 'selectedColor', 'backgroundColor']) if (!/^#[0-9a-f]{6}$/i.test(bar[k] ?? '')) err('app.json', `tabBar.${k} must be #rrggbb`);
  }

  const files = walk(dist).map((f) => path.relative(dist, f).split(path.sep).join('/'));
  const packages = { MAIN: 0, ...Object.fromEntries(roots.map((r) => [r, 0])) };
  for (const f of files) {
    packages[roots.find((r) => f.startsWith(r)) ?? 'MAIN'] += size(f);
    if (f.endsWith('.json')) {
      let j;
      try {
        j = JSON.parse(fs.readFileSync(path.join(dist, f), 'utf8'));
      } catch (e) {
        err(f, `bad JSON: ${e.message}`);
        continue;
      }
      for (const [tag, ref] of Object.entries(j.usingComponents ?? {})) {
        if (ref.startsWith('plugin')) continue;
        const target = ref.startsWith('/') ? ref.slice(1) : path.posix.join(path.posix.dirname(f), ref);
        if (!has(`${target}.json`) || !has(`${target}.js`) || !has(`${target}.wxml`)) err(f, `component ${tag} -> ${target} incomplete`);
        else if (JSON.parse(fs.readFileSync(path.join(dist, `${target}.json`), 'utf8')).component !== true)
          err(f, `component ${tag}: ${target}.json lacks "component": true`);
        const home = roots.find((r) => target.startsWith(r));
        if (home && !f.startsWith(home)) err(f, `component ${tag} lives in another subpackage ${home}`);
      }
    } else if (f.endsWith('.js')) {
      const src = fs.readFileSync(path.join(dist, f), 'utf8');
      try {
        new vm.Script(`(function(){${src}\n})`, { filename: f });
      } catch (e) {
        err(f, `syntax: ${e.message}`);
      }
      if (Buffer.byteLength(src) > 500 * 1024) warn(f, 'over 500 KB: the IDE skips transpiling it');
      if (/\beval\s*\(/.test(src)) warn(f, 'calls eval, which the platform forbids');
      for (const m of src.matchAll(/require\(["'](\.[^"']+)["']\)/g)) {
        const t = path.posix.join(path.posix.dirname(f), m[1]);
        if (!has(t) && !has(`${t}.js`)) err(f, `requires missing ${m[1]}`);
        const home = roots.find((r) => t.startsWith(r));
        if (home && !f.startsWith(home)) err(f, `requires ${t} from another subpackage`);
      }
    } else if (f.endsWith('.wxs')) {
      if (/=>|\b(let|const|class|async|await)\b|`/.test(fs.readFileSync(path.join(dist, f), 'utf8').replace(/'[^']*'|"[^"]*"/g, ''))) err(f, 'wxs must be ES5');
    } else if (f.endsWith('.wxss')) {
      for (const m of fs.readFileSync(path.join(dist, f), 'utf8').matchAll(/@import\s+["']([^"']+)["']/g)) {
        const t = m[1].startsWith('/') ? m[1].slice(1) : path.posix.join(path.posix.dirname(f), m[1]);
        if (!has(t)) err(f, `imports missing ${t}`);
      }
    } else if (/\.(map|LICENSE\.txt|ts|tsx)$/.test(f)) warn(f, 'would be uploaded though the platform does not need it');
  }
  for (const [k, v] of Object.entries(packages)) if (v > 2 * MB) err(k, `package is ${(v / MB).toFixed(2)} MiB, limit 2`);
  const total = Object.values(packages).reduce((a, b) => a + b, 0);
  if (total > 20 * MB) err('app.json', `all packages ${(total / MB).toFixed(1)} MiB, limit 20`);
  compileTemplates(dist, problems);
  for (const [what, f] of [
    ['wxml', official.wxmlToJs],
    ['wxss', official.wxssToJs],
  ]) {
    try {
      f(dist, { maxBuffer: 64 * MB });
    } catch (e) {
      err(
        what,
        String(e.message ?? e)
          .trim()
          .slice(0, 300),
      );
    }
  }
  return { problems, packages, total, pages };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const r = validate(path.resolve(process.argv[2]));
  for (const p of r.problems) console.log(`${p.level}: ${p.file}: ${p.message}`);
  console.log(JSON.stringify({ packages: r.packages, total: r.total, pages: r.pages.length }));
  process.exitCode = r.problems.some((p) => p.level === 'error') ? 1 : 0;
}
