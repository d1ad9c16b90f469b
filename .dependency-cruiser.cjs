/**
 * Who may import whom (docs/architecture.md), as data. `scripts/lib/imports.mjs` also fails when too few modules were cruised, for without
 * a parser this tool passes on nothing; test/tools/import-rules.test.mjs plants a violation of each rule and sees it named.
 */
const no = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const PURE = '^shared/src/(rules|states|identifiers|dates|text)/';
const SPEC = '\\.(spec|cases)\\.ts$';
module.exports = {
  forbidden: [
    no('no-cycles', 'a cycle has no order in which it can be understood, or initialised', {}, { circular: true }),
    no('no-unresolved', 'an import nobody can follow is an import no rule can judge', {}, { couldNotResolve: true }),

    no(
      'rules-are-pure',
      'a decision depends on facts, parameters and a date: no schema library, no clock, no platform',
      { path: PURE, pathNot: SPEC },
      { pathNot: '^shared/src/(rules|states|identifiers|dates|text|parameters)/' },
    ),
    no(
      'rules-take-parameter-types-only',
      'live parameter sets come from the database: a rule that imports one would freeze it',
      { path: PURE, pathNot: SPEC },
      { path: '^shared/src/parameters/', dependencyTypesNot: ['type-only'] },
    ),
    no(
      'shared-is-pure',
      'both sides run it: zod and itself, nothing of Node or of a browser',
      { path: '^shared/src/', pathNot: SPEC },
      { pathNot: '^(shared/src/|node_modules/(\\.pnpm/)?zod[@/])' },
    ),

    no('server-not-miniapp', 'the contract in shared is all that the two sides have in common', { path: '^server/' }, { path: '^(miniapp|test)/' }),
    no('miniapp-not-server', 'the contract in shared is all that the two sides have in common', { path: '^miniapp/' }, { path: '^(server|test)/' }),
    no(
      'tests-are-black-box',
      'black-box tests see the system as its users do: HTTP, the page, the package, the database',
      { path: '^test/', pathNot: '^test/(support|bench)/' },
      { path: '^(server|miniapp)/' },
    ),
    no('product-not-scripts', 'what is shipped does not depend on how it is built', { path: '^(shared|server|miniapp)/src/' }, { path: '^(scripts|test)/' }),

    no(
      'controller-no-storage',
      'a controller is one line: input and actor to a service',
      { path: '\\.controller\\.ts$' },
      { path: '(\\.schema\\.ts$|node_modules/.*(mongoose|mongodb))' },
    ),
    no(
      'module-owns-schema',
      "another module's data is asked of its service",
      { path: '^server/src/([^/]+)/', pathNot: '(\\.spec\\.ts$|^server/src/(seed|testing)/)' },
      { path: '\\.schema\\.ts$', pathNot: '^server/src/$1/' },
    ),
    no(
      'platform-below-features',
      'platform knows no feature; features know platform',
      { path: '^server/src/platform/', pathNot: '\\.spec\\.ts$' },
      { path: '^server/src/(?!platform/|config\\.ts$)' },
    ),

    no('ui-is-dumb', 'a primitive shows what it is given', { path: '^miniapp/src/ui/' }, { path: '^miniapp/src/(api|stores|pages|packages)/' }),
    no('copy-is-words', "sentences depend on nothing but the contract's words", { path: '^miniapp/src/copy/' }, { path: '^miniapp/src/(?!copy/)' }),
    no(
      'store-below-pages',
      'state does not know who shows it',
      { path: '^miniapp/src/(stores|api|platform)/' },
      { path: '^miniapp/src/(pages/|packages/|ui/.*\\.tsx$)' },
    ),
    no(
      'wx-only-in-platform',
      'what exists on one target only is behind miniapp/src/platform',
      { path: '^miniapp/src/', pathNot: '^miniapp/src/platform/' },
      { path: 'node_modules/.*(plugin-platform-|plugin-inject|miniprogram-api|@tarojs/extend)' },
    ),
    no(
      'no-cross-subpackage',
      'a subpackage is loaded alone',
      { path: '^miniapp/src/packages/([^/]+)/' },
      { path: '^miniapp/src/packages/', pathNot: '^miniapp/src/packages/$1/' },
    ),
    no(
      'main-not-subpackage',
      'the main package would carry it, or lack it',
      { path: '^miniapp/src/', pathNot: '^miniapp/src/packages/' },
      { path: '^miniapp/src/packages/' },
    ),
  ],
  options: {
    exclude: '(^|/)(dist|\\.tsbuild)/',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true, // also imports of types alone
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
