import { expect, test } from 'vitest'
import { makeSampleReport } from '../testing/sample-report.js'
import { renderTables } from './render-tables.js'

const sample = makeSampleReport()
/** Without the spaces that set cells flush. */
const tables = (report = sample) => renderTables(report).replaceAll(/ +/g, ' ')

test('has the models of a report side by side', () => {
  const text = tables()
  expect(text).toContain('| | amaryllis | synthetic |\n')
  expect(text).toContain('| **mean of all** | 0.50 | 0.50 |\n| hair colour | 0.70 | 0.70 |\n')
  expect(text).toContain('- synthetic: small labelled the pictures that this generator was trained on.')
  expect(text).toContain('10 faces a tag, everything else left to chance. What small sees: ')
  expect(text).toContain('| synthetic | small | 42.00 | 4.000 | 2,000 | 2 |\n')
  expect(text).toMatch(/\| amaryllis \| small \| .* 2,000 \| 20,000 \|\n/)
})

test('keeps judges apart, and says how well an estimator knows the tags', () => {
  const [entry] = sample.precision
  const hand = { ...entry!, judge: { kind: 'hand' as const }, tags: entry!.tags.slice(0, 1), means: [] }
  const expert = {
    ...{ kind: 'estimator' as const, name: 'expert', sha256: 'e'.repeat(64) },
    rule: { threshold: 0.5, thresholds: { smile: 0.35 } },
    heldOutAveragePrecision: { 'blonde-hair': 0.99 },
  }
  const text = tables({ ...sample, precision: [hand, { ...entry!, judge: expert }] })
  expect(text).toContain('What a person sees.\n\n| | amaryllis |\n')
  expect(text).toContain('0.5, smile above 0.35.\n\n| | amaryllis | judge, held out |\n')
  expect(text).toMatch(/\| blonde hair \| \d\.\d\d \|\n/)
  expect(text).toMatch(/\| blonde hair \| \d\.\d\d \| 0\.99 \|\n\| brown hair \| \d\.\d\d \| – \|\n/)
})

test('keeps estimators of one name apart', () => {
  const [entry] = sample.precision
  const judged = ['a', 'b'].map((sha256) => ({
    ...entry!,
    judge: { kind: 'estimator' as const, name: 'small', sha256, rule: { threshold: 0.5, thresholds: {} } },
  }))
  expect(tables({ ...sample, precision: judged }).match(/mean of all/g)).toHaveLength(2)
})

test('leaves out what was not measured', () => {
  expect(tables({ ...sample, precision: [], scores: [] })).toMatch(/^## FID\n/)
  expect(tables({ ...sample, precision: [], scores: [] })).not.toContain('## Other')
})
