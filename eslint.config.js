// Biome formats and lints everything. Only what needs the real type checker is asked of ESLint: no promise may be
// dropped. docs/decisions/ says why.
import tseslint from 'typescript-eslint'

export default [
  { ignores: ['**/dist/', '**/out/', '**/runs/', '**/.reports/', '**/*.config.*'] },
  {
    files: ['**/*.ts', '**/*.tsx', 'scripts/*.mjs'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
    },
  },
]
