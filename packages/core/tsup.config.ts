import { defineConfig } from 'tsup'

export default defineConfig({
  // One file a module: a page's bundler leaves out what the page does not use, which inside of one file it cannot.
  entry: ['src/**/*.ts', '!src/**/*.test.ts', '!src/testing/**'],
  bundle: false,
  format: 'esm',
  target: 'es2022',
  // tsup sets baseUrl for the declarations, which TypeScript 6 only takes with this.
  dts: { entry: 'src/index.ts', compilerOptions: { ignoreDeprecations: '6.0' } },
  sourcemap: true,
  clean: true,
})
