// The one vitest configuration: each package runs `vitest run --config ../../vitest.config.ts` in its own folder.
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    reporters: ['default', fileURLToPath(new URL('scripts/test-report.ts', import.meta.url))],
    // Turbo already runs two packages at a time, and ONNX Runtime brings threads of its own.
    maxWorkers: Math.max(1, Math.floor(availableParallelism() / 4)),
    // A browser that compiles ONNX Runtime beside another package's tests has taken 42 s for what takes 6 s alone.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
