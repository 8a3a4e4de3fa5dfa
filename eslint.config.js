import graphql from '@graphql-eslint/eslint-plugin';
import js from '@eslint/js';
import jest from 'eslint-plugin-jest';
import vue from 'eslint-plugin-vue';
import accessibility from 'eslint-plugin-vuejs-accessibility';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist/', '.dist-*/', 'data/', 'coverage/', 'bench/results/', '**/schema-types.d.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    // What the API offers is named and described by the same rules everywhere.
    files: ['schema.graphql'],
    plugins: { '@graphql-eslint': /** @type {import('eslint').ESLint.Plugin} */ (graphql) },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: './schema.graphql' } },
    },
    rules: {
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          EnumValueDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
        },
      ],
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          DirectiveDefinition: 'camelCase',
          // Operations are spelt as mutations are, and settlements as the configuration spells them.
          'EnumTypeDefinition:not([name.value=/^(Operation|Settlement)$/]) > EnumValueDefinition':
            'UPPER_CASE',
        },
      ],
      '@graphql-eslint/no-duplicate-fields': 'error',
      '@graphql-eslint/no-hashtag-description': 'error',
      '@graphql-eslint/no-unreachable-types': 'error',
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      '@graphql-eslint/relay-connection-types': 'error',
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false },
      ],
      '@graphql-eslint/relay-page-info': 'error',
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/unique-enum-value-names': 'error',
    },
  },
  {
    ignores: ['**/*.graphql'],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      vue.configs['flat/recommended'],
      accessibility.configs['flat/recommended'],
    ],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // GraphQL types and resolvers are classes that may hold nothing but decorated members.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Resolvers answer with plain objects of the shape that a GraphQL type describes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // An interface and a type say the same; which one reads better depends on the place.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // A method that implements an asynchronous interface may well have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['server/**/*.ts', 'test/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // The compiler knows every name.
      'no-undef': 'off',
      // The template's layout is Prettier's business.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      // These two do not understand what the compiler makes of defineProps.
      '@typescript-eslint/no-useless-default-assignment': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // A property that is not given is undefined, and its type says so.
      'vue/require-default-prop': 'off',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/no-v-html': 'error',
      // Labels are next to their inputs inside the kit's form fields, where this rule cannot see them.
      'vuejs-accessibility/label-has-for': 'off',
    },
  },
  {
    files: ['dashboard/**/*.{ts,vue}'],
    rules: {
      'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
      // Composables answer with functions that are made to be taken apart.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // What runs in a terminal talks to it.
    files: ['server/cli/**/*.ts', 'server/main.ts', 'bench/**/*.ts', 'scripts/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    ...jest.configs['flat/recommended'],
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'jest/no-focused-tests': 'error',
      'jest/no-disabled-tests': 'error',
      // Helpers whose name starts with "expect" are assertions too.
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expect*', 'fc.assert', 'testInBrowser'] },
      ],
      // Property and race tests assert inside callbacks and loops.
      'jest/no-conditional-expect': 'off',
      'jest/no-standalone-expect': 'off',
    },
  },
  {
    // Helpers register tests and hooks for the files that call them; they are no test files themselves.
    files: ['test/support/**/*.ts', 'test/oracle/ledgers.ts'],
    rules: {
      'jest/no-export': 'off',
      'jest/no-disabled-tests': 'off',
      'jest/expect-expect': 'off',
      'jest/valid-title': 'off',
    },
  },
  {
    // The oracle is another source of truth as long as it shares nothing with what it judges.
    files: ['test/oracle/truth/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^\\.\\./(?!\\.\\./support/book-rows\\.js$)',
              message: 'The truth is worked out from rows alone, by code that the product does not have.',
            },
          ],
        },
      ],
    },
  },
  {
    // The compiler checks these by their JSDoc types and knows which names exist.
    files: ['**/*.js', '**/*.cjs'],
    rules: { 'no-undef': 'off' },
  },
);
