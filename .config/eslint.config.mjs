// Strict lint: type-aware rules for all TypeScript, low complexity, and the house rules that an import graph cannot see.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const ENVIRONMENT_ONLY = 'configuration/environment.ts is the only reader of process.env.';

/** `save()` writes the old version back (a silent lost update), and relations make import cycles. */
const TYPEORM_TRAPS = [
  'OneToMany',
  'ManyToOne',
  'OneToOne',
  'ManyToMany',
  'JoinColumn',
  'JoinTable',
  'VersionColumn',
].map((name) => ({ name: 'typeorm', importNames: [name], message: 'Foreign keys are uuid columns of a migration.' }));

const TRAPS = [
  ...TYPEORM_TRAPS,
  { name: '@nestjs/common', importNames: ['forwardRef'], message: 'Break the cycle instead.' },
  { name: 'node:process', message: ENVIRONMENT_ONLY },
  { name: 'process', message: ENVIRONMENT_ONLY },
];

const NO_BARREL_NO_ENUM = [
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that holds it.' },
  { selector: 'ExportNamedDeclaration[source]', message: 'No barrels: import from the file that holds it.' },
  { selector: 'TSEnumDeclaration', message: 'Closed lists are const arrays, whose values are the words themselves.' },
];

const OUTSIDE_WORLD = 'Time, ids and randomness enter in use cases through Entropy and are passed down.';
const NO_CLOCK_NO_CHANCE = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: OUTSIDE_WORLD },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: OUTSIDE_WORLD },
  { selector: "CallExpression[callee.name='Date']", message: OUTSIDE_WORLD },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: OUTSIDE_WORLD },
];
const NO_RANDOM_IMPORT = {
  name: 'node:crypto',
  importNames: ['randomBytes', 'randomUUID', 'randomInt', 'webcrypto'],
  message: OUTSIDE_WORLD,
};

export default tseslint.config(
  { basePath: root, ignores: ['dist/**', 'node_modules/**', '.data/**', '.test-data/**', '**/*.mjs', '**/*.cjs'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    languageOptions: { parserOptions: { project: path.join(root, 'tsconfig.json'), tsconfigRootDir: root } },
    rules: {
      complexity: ['error', 12],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      'max-depth': ['error', 4],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...NO_BARREL_NO_ENUM],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: ENVIRONMENT_ONLY }],
      'no-restricted-imports': ['error', { paths: TRAPS }],
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Classes describe the shape of an answer (DTO) or of a port (Entropy); an equal shape is meant to fit.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // There is no enum here (see above), and looking for one takes a quarter of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      // Nest reads constructor parameter types at run time, so that a class imported as a type would be lost.
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    files: ['src/domain/**', 'src/usecases/**', 'src/formats/**', 'src/chart/**', 'src/solver/**'],
    rules: {
      'no-restricted-syntax': ['error', ...NO_BARREL_NO_ENUM, ...NO_CLOCK_NO_CHANCE],
      'no-restricted-imports': ['error', { paths: [...TRAPS, NO_RANDOM_IMPORT] }],
    },
  },
  { files: ['src/configuration/environment.ts', 'test/**'], rules: { 'no-restricted-properties': 'off' } },
  // A terminal is what the operator's commands and the start of the service speak to; benches print their ratios.
  {
    files: ['src/cli/**', 'src/main.ts', 'test/bench/**', 'test/first-hour/**', 'test/shared-data/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**'],
    rules: {
      // A test that meets undefined where it expects a value fails, which is all that it should do.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Answers of the API are `any` until an expectation looks at them.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);
