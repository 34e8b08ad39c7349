import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/base.css'],
  format: 'esm',
  target: 'es2022',
  // tsup sets baseUrl for the declarations, which TypeScript 6 only takes with this.
  dts: { entry: 'src/index.ts', compilerOptions: { ignoreDeprecations: '6.0' } },
  sourcemap: true,
  clean: true,
})
