import { defineConfig } from 'tsup'

// The page that `animegan dataset map` writes: one script and one style sheet, with all that they need inside.
export default defineConfig({
  entry: ['src/map/page/page.ts', 'src/map/page/page.css'],
  outDir: 'dist/map-page',
  tsconfig: 'src/map/page/tsconfig.json',
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
  noExternal: [/./],
  minify: true,
  clean: true,
})
