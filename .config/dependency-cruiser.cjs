// Import rules of the house: floors import downwards only, siblings never meet, SQL and Nest stay in their rooms.
const floorOne = ['persistence', 'vault', 'evidence-files', 'formats', 'solver', 'chart'];
const topFloor = ['http', 'web', 'jobs', 'cli', 'demonstration'];
const between = (names) => `^src/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { path: '^src/', orphan: true, pathNot: '^src/(main|cli/main)\\.ts$' },
      to: {},
    },
    {
      name: 'domain-is-pure',
      comment: 'Floor 0 knows no framework, no database, no clock and no Node interface.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: ['^src/domain/', '^node_modules/edtf/'] },
    },
    ...floorOne.map((room) => ({
      name: `floor-one-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: [`^src/${room}/`, '^src/domain/', ...(room === 'formats' ? [] : ['^src/configuration/'])],
      },
    })),
    {
      name: 'usecases-look-down',
      severity: 'error',
      from: { path: '^src/usecases/' },
      to: { path: between(['request', ...topFloor]) },
    },
    {
      name: 'a-use-case-never-imports-another',
      comment:
        'What two use cases need belongs to a floor below; only the provider list of a capability names its use cases.',
      severity: 'error',
      from: { path: '^src/usecases/[^/]+/[^/]+\\.ts$', pathNot: '\\.providers\\.ts$' },
      to: { path: '^src/usecases/' },
    },
    { name: 'request-looks-down', severity: 'error', from: { path: '^src/request/' }, to: { path: between(topFloor) } },
    ...topFloor.map((room) => ({
      name: `top-floor-${room}`,
      comment: 'The top floor stops at request, usecases and domain.',
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: {
        path: '^src/',
        pathNot: [`^src/${room}/`, '^src/(request|usecases|domain|configuration)/', '^src/app\\.module\\.ts$'],
      },
    })),
    {
      name: 'sql-stays-in-persistence',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(persistence|vault)/' },
      to: { path: '^node_modules/(typeorm|pg|pg-pool|@types/pg)/' },
    },
    {
      name: 'no-nest-in-domain-or-formats',
      severity: 'error',
      from: { path: '^src/(domain|formats)/' },
      to: { path: '^node_modules/@nestjs/' },
    },
    { name: 'not-to-test', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
