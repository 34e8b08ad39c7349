import { defineConfig } from 'tsup'

// The page of `animegan evaluate judge`: one script and one style sheet for browsers, with all that they need inside.
export default defineConfig({
  entry: ['src/judging/page/page.tsx', 'src/judging/page/page.css'],
  outDir: 'dist/judging-page',
  tsconfig: 'src/judging/page/tsconfig.json',
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  noExternal: [/./],
  minify: true,
  clean: true,
})
