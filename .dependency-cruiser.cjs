/** The import rules, as data. `scripts/check.mjs` also fails when too few modules were cruised: without a parser this tool passes on nothing. */
const no = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to });
module.exports = {
  forbidden: [
    no('no-cycles', {}, { circular: true }),
    no('no-unresolved', {}, { couldNotResolve: true }, 'an import nobody can follow is an import no rule can judge'),
    no('rules-are-pure', { path: '^shared/src/(rules|states)/', pathNot: '\\.spec\\.ts$' }, { pathNot: '^shared/src/(rules|states)/' }),
    no('shared-is-pure', { path: '^shared/src/', pathNot: '\\.spec\\.ts$' }, { pathNot: '^(shared/src/|node_modules/\\.pnpm/zod@)' }),
    no('server-not-miniapp', { path: '^server/' }, { path: '^(miniapp|test)/' }),
    no('miniapp-not-server', { path: '^miniapp/' }, { path: '^(server|test)/' }),
    no('tests-are-black-box', { path: '^test/', pathNot: '^test/support/' }, { path: '^(server|miniapp)/' }),
    no('controller-no-storage', { path: '\\.controller\\.ts$' }, { path: '(\\.schema\\.ts$|node_modules/.*mongoose)' }),
    no('service-owns-schema', { path: '^server/src/([^/]+)/.+\\.service\\.ts$' }, { path: '\\.schema\\.ts$', pathNot: '^server/src/$1/' }),
    no('platform-below-features', { path: '^server/src/platform/' }, { path: '^server/src/(?!platform/|config\\.ts$)' }),
    no('ui-is-dumb', { path: '^miniapp/src/ui/' }, { path: '^miniapp/src/(api|stores)/' }),
    no('no-cross-subpackage', { path: '^miniapp/src/packages/([^/]+)/' }, { path: '^miniapp/src/packages/', pathNot: '^miniapp/src/packages/$1/' }),
  ],
  options: {
    exclude: '(^|/)(dist|\\.tsbuild)/',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
