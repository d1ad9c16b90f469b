// CommonJS packages that require() these ESM-only ones work in Node >= 20.19 but not in jest before Node 24.9: jest turns them into
// CommonJS. Leaves only; never @nestjs/* (a second copy breaks injection).
const ESM_LEAVES = ['cookie', 'content-disposition'];
const leaves = {
  [`/node_modules/(${ESM_LEAVES.join('|')})/.+\\.js$`]: ['@swc/jest', { swcrc: false, jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
};
const swc = (jsc) => ({ swcrc: false, sourceMaps: 'inline', jsc: { target: 'es2022', keepClassNames: true, ...jsc } });
const transformIgnorePatterns = [`/node_modules/(?!\\.pnpm/|${ESM_LEAVES.map((n) => `${n}/`).join('|')})`];
const js = { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] };
// shared is taken as source in every project: no build needed before jest, and a watch run sees its changes.
const shared = { '^@binhai/shared/(.*)$': '<rootDir>/../shared/src/$1.ts' };
const node = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { ...shared, ...js },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      swc({
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      }),
    ],
    ...leaves,
  },
  transformIgnorePatterns,
};

export default {
  testTimeout: 60_000, // two cores may be busy with a build beside; what must be quick asserts so itself
  projects: [
    { displayName: 'shared', rootDir: 'shared', ...node, testMatch: ['<rootDir>/src/**/*.spec.ts'] },
    {
      displayName: 'server',
      rootDir: 'server',
      ...node,
      testMatch: ['<rootDir>/src/**/*.spec.ts'],
      // of this project, not of the root: `--selectProjects shared miniapp` then starts no database
      globalSetup: '<rootDir>/../test/support/jest-mongod-up.mjs',
      globalTeardown: '<rootDir>/../test/support/jest-mongod-down.mjs',
    },
    {
      displayName: 'miniapp',
      rootDir: 'miniapp',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/tests/**/*.test.tsx'],
      extensionsToTreatAsEsm: ['.ts', '.tsx'],
      transform: { '^.+\\.tsx?$': ['@swc/jest', swc({ parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } })] },
      moduleNameMapper: {
        '\\.(css|scss|png|jpg)$': '<rootDir>/tests/stubs/empty.ts',
        // the browser's primitives: real HTML, so that tests find things by role and name
        '^(\\.{1,2}/(?:.*/)?)base$': '$1base.h5',
        '^@tarojs/components$': '<rootDir>/tests/stubs/components.tsx',
        '^@tarojs/taro$': '<rootDir>/tests/stubs/taro.ts',
        ...shared,
        ...js,
      },
      globals: { API_BASE: 'http://api.test', APP_VERSION: '0.0.0' },
      setupFilesAfterEnv: ['<rootDir>/tests/setup.ts'],
    },
  ],
};
