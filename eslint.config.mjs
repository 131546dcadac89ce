import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * The import rules. A folder may import only what it names here. Every other import is an error.
 * `only` lists our libs that the folder may import; `never` lists packages that other folders use.
 */
const CLIENTS = ['@eventstore/db-client', '@clickhouse/client', 'chdb', 'chdb/*'];
const NEST = ['@nestjs/*'];
const WIRE = ['@grpc/grpc-js', 'google-protobuf', 'google-protobuf/*', 'lmdb'];
// `packages/client` is what a program outside of this repository would install, so it counts as a lib here.
const LIBS = ['domain', 'event-store', 'read-models', 'projector', 'esdb-node', 'settings', 'client'];

const SERVER_LIBS = LIBS.filter((lib) => lib !== 'esdb-node' && lib !== 'client');

const IMPORT_RULES = {
  'libs/domain': { only: [], never: [...CLIENTS, ...NEST, ...WIRE, 'node:*'] },
  'libs/event-store': { only: ['domain'], never: ['@clickhouse/client', 'chdb', 'chdb/*', ...NEST, ...WIRE] },
  'libs/read-models': { only: ['domain'], never: ['@eventstore/db-client', ...NEST, ...WIRE] },
  'libs/projector': { only: ['domain', 'event-store', 'read-models'], never: [...CLIENTS, ...NEST, ...WIRE] },
  // The node speaks with the service definitions that the client ships, and knows nothing of the client itself.
  'libs/esdb-node': { only: [], never: [/^@eventstore\/db-client$/, '@clickhouse/client', 'chdb', 'chdb/*', ...NEST] },
  'libs/settings': { only: [], never: [...CLIENTS, ...NEST, ...WIRE] },
  'packages/client': { only: [], never: [...CLIENTS, ...NEST, ...WIRE, 'node:*'] },
  'apps/api': { only: SERVER_LIBS, never: [...CLIENTS, ...WIRE] },
  'apps/projector': { only: SERVER_LIBS, never: [...CLIENTS, ...NEST, ...WIRE] },
  // It asks the server by HTTP, and reads the same settings to find it.
  'apps/admin': { only: ['settings', 'client'], never: [...CLIENTS, ...NEST, ...WIRE] },
  // It runs in a browser: the client, and pure parts of the domain.
  'apps/web': { only: ['domain', 'client'], never: [...CLIENTS, ...NEST, ...WIRE, 'node:*'] },
  // It runs in browsers too. It brings time to the agent and the server by their addresses alone.
  'apps/browser-extension': { only: ['domain', 'client'], never: [...CLIENTS, ...NEST, ...WIRE, 'node:*'] },
  'apps/agent': { only: ['domain', 'client'], never: [...CLIENTS, ...NEST, ...WIRE] },
};

const importRules = (folder, { only, never }, extra = {}) => ({
  files: [`${folder}/src/**/*.{ts,tsx}`],
  ignores: ['**/*.contract.ts', '**/*.e2e-spec.ts'],
  ...extra,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...LIBS.filter((lib) => !only.includes(lib)).map((lib) => ({
            group: [`@app/${lib}`],
            message: `${folder} may not import @app/${lib} (eslint.config.mjs, IMPORT_RULES).`,
          })),
          { group: ['@app/*/*'], message: 'Import a lib by its index only, never by a deep path.' },
          {
            group: ['**/libs/*', '**/apps/*', '**/packages/*', '**/tools/*'],
            message: 'Never reach into another lib, app or tool by a relative path.',
          },
          { regex: '^(\\.\\./)+[\\w-]+/src/', message: 'Never reach into a neighbour by a relative path.' },
          ...never.map((name) => ({
            ...(name instanceof RegExp ? { regex: name.source } : { group: [name] }),
            message: `${folder} may not import this package (eslint.config.mjs, IMPORT_RULES).`,
          })),
        ],
      },
    ],
  },
});

/** Words that a reader with English as a second language stumbles over. CONTRIBUTING.md shows better ones. */
const UNCLEAR_WORDS = /\b(whoever|whomever|nobody|of which|said|hence|lest|thereof|wherein|anew)\b/i;
const COMMENT_COLUMNS = 100;

/** Checks comments and strings for unclear words and comment lines for their width. Refuses `#private`. */
const plainWords = {
  meta: { type: 'suggestion', schema: [] },
  create(context) {
    const check = (node, text) => {
      const word = UNCLEAR_WORDS.exec(text)?.[0];
      if (word !== undefined) context.report({ loc: node.loc, message: `Write "${word}" in plainer words.` });
    };
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          check(comment, comment.value);
          for (let line = comment.loc.start.line; line <= comment.loc.end.line; line++)
            if (context.sourceCode.lines[line - 1].length > COMMENT_COLUMNS)
              context.report({ loc: comment.loc, message: `Line ${line} ends after column ${COMMENT_COLUMNS}.` });
        }
      },
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateElement: (node) => check(node, node.value.raw),
      PrivateIdentifier: (node) => context.report({ node, message: 'Use the keyword private, as elsewhere.' }),
    };
  },
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'dist-tools/',
      'dist-web/',
      'dist-extension/',
      'apps/browser-extension/*.mjs',
      'node_modules/',
      'data/',
      'data-demo/',
      '.cache/',
      'scripts/',
      '*.mjs',
      'apps/agent/packaging/*.mjs',
      'apps/agent/build/',
      '**/*.json',
      'packages/client/src/schema.ts',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'URL',
          property: 'canParse',
          message: 'Node 20 refuses letters like é in it: use parseUrl of the domain.',
        },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  // The script of the pages runs in browsers as it is.
  {
    files: ['apps/api/src/pages/*.js'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: Object.fromEntries(
        ['window', 'document', 'navigator', 'fetch', 'PublicKeyCredential', 'URL'].map((name) => [name, 'readonly']),
      ),
    },
  },
  // GNOME Shell loads them as they are.
  {
    files: ['apps/agent/gnome-extension/*.js'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      ...tseslint.configs.disableTypeChecked.languageOptions,
      globals: { global: 'readonly', imports: 'readonly', WindowWatch: 'writable' },
    },
  },
  // Nest resolves constructor types at run time: they must stay value imports.
  { files: ['apps/api/src/**/*.{ts,tsx}'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  {
    files: ['**/*.spec.ts', '**/*.contract.ts', '**/*.e2e-spec.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // jest's matchers are typed as any.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  ...Object.entries(IMPORT_RULES).map(([folder, rule]) => importRules(folder, rule)),
  {
    files: ['{apps,libs,packages,tools}/**/*.{ts,tsx}'],
    plugins: { plain: { rules: { words: plainWords } } },
    rules: { 'plain/words': 'error' },
  },
  importRules(
    'apps/api',
    { ...IMPORT_RULES['apps/api'], only: [...SERVER_LIBS, 'esdb-node'] },
    { files: ['apps/api/src/compose.ts'], ignores: [] },
  ),
  importRules(
    'apps/web',
    { ...IMPORT_RULES['apps/web'], never: [...CLIENTS, ...NEST, ...WIRE] },
    { files: ['apps/web/src/**/*.spec.ts'], ignores: [] },
  ),
  importRules(
    'apps/browser-extension',
    { ...IMPORT_RULES['apps/browser-extension'], never: [...CLIENTS, ...NEST, ...WIRE] },
    { files: ['apps/browser-extension/src/**/*.spec.ts', 'apps/browser-extension/src/testing/*.ts'] },
  ),
  {
    files: ['libs/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'setTimeout', 'setInterval', 'fetch', 'crypto', 'performance'].map((name) => ({
          name,
          message: 'The domain is pure.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'The domain has no clock.',
        },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The domain has no clock.' },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'The domain has no randomness.',
        },
      ],
    },
  },
);
