import { defineConfig } from 'tsup'

// What the scripts of pages are made with.
export default defineConfig({
  entry: { index: 'src/browser/entry.ts' },
  outDir: 'dist/browser',
  tsconfig: 'src/browser/tsconfig.json',
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  // tsup sets baseUrl for the declarations, which TypeScript 6 only takes with this.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  sourcemap: true,
  clean: true,
})
