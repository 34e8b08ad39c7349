// A vitest reporter that leaves one small file a package, for scripts/test.mjs to add up.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node'

/** What one package's tests came to. Files are relative to the package. */
export interface TestReport {
  passed: number
  failed: { name: string; message: string }[]
  skipped: { name: string; reason: string | undefined }[]
}

/** Writes {@link TestReport} to `.reports/tests.json` in the package's folder. */
export default class TestReportWriter implements Reporter {
  #root = process.cwd()

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const report: TestReport = { passed: 0, failed: [], skipped: [] }
    const fail = (name: string, errors: readonly SerializedError[]) => {
      report.failed.push({ name, message: errors[0]?.message.split('\n')[0] ?? '' })
    }
    // An error outside any test, and a file that could not even be collected, each count as one failure.
    for (const error of unhandledErrors) fail('outside any test', [error])
    for (const module of modules) {
      const file = path.relative(this.#root, module.moduleId).replaceAll('\\', '/')
      for (const error of module.errors()) fail(file, [error])
      for (const test of module.children.allTests()) {
        const result = test.result()
        const name = `${file} > ${test.fullName}`
        if (result.state === 'passed') report.passed += 1
        else if (result.state === 'failed') fail(name, result.errors)
        else report.skipped.push({ name, reason: result.state === 'skipped' ? result.note : undefined })
      }
      for (const suite of module.children.allSuites()) {
        for (const error of suite.errors()) fail(`${file} > ${suite.fullName}`, [error])
      }
    }
    const folder = path.join(this.#root, '.reports')
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'tests.json'), `${JSON.stringify(report, undefined, 2)}\n`)
  }
}
