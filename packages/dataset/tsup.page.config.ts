import { defineConfig } from 'tsup'

// The page of `animegan dataset review`: one script and one style sheet for browsers, with all that they need inside.
export default defineConfig({
  entry: ['src/review/page/page.tsx', 'src/review/page/page.css'],
  outDir: 'dist/review-page',
  tsconfig: 'src/review/page/tsconfig.json',
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  noExternal: [/./],
  minify: true,
  clean: true,
})
