import { defineConfig } from 'tsup'

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'decode-worker': 'src/imagefolder/decode-worker.ts',
    'face-worker': 'src/faces/face-worker.ts',
    'synthesis-worker': 'src/synthetic/synthesis-worker.ts',
    'sources/getchu': 'src/sources/getchu.ts',
  },
  format: 'esm',
  target: 'es2022',
  // tsup sets baseUrl for the declarations, which TypeScript 6 only takes with this.
  dts: {
    entry: { index: 'src/index.ts', 'sources/getchu': 'src/sources/getchu.ts' },
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
  sourcemap: true,
  clean: true,
})
