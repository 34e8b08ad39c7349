// A vitest reporter that leaves one small file a package, for scripts/test.mjs to add up.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node'

/** What one package's tests came to. Files are relative to the package. */
export interface TestReport {
  passed: number
  failed: number
  skipped: { file: string; name: string; reason: string | undefined }[]
}

/** Writes {@link TestReport} to `.reports/tests.json` in the package's folder. */
export default class TestReportWriter implements Reporter {
  #root = process.cwd()

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    // An error outside any test, and a file that could not even be collected, each count as one failure.
    const report: TestReport = { passed: 0, failed: unhandledErrors.length, skipped: [] }
    for (const module of modules) {
      report.failed += module.errors().length
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') report.passed += 1
        else if (result.state === 'failed') report.failed += 1
        else {
          const file = path.relative(this.#root, module.moduleId).replaceAll('\\', '/')
          const reason = result.state === 'skipped' ? result.note : undefined
          report.skipped.push({ file, name: test.fullName, reason })
        }
      }
      for (const suite of module.children.allSuites()) report.failed += suite.errors().length
    }
    const folder = path.join(this.#root, '.reports')
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'tests.json'), `${JSON.stringify(report, undefined, 2)}\n`)
  }
}
