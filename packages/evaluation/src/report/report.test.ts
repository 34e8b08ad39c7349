import { AnimeganError } from '@animegan/core'
import { expect, test } from 'vitest'
import { makeSampleReport } from '../testing/sample-report.js'
import { parseReport } from './report.js'

test('a report survives being written as JSON', () => {
  const report = makeSampleReport()
  expect(parseReport(JSON.parse(JSON.stringify(report)), 'report.json')).toEqual(report)
})

test('says what is wrong in a file that is no report', () => {
  const refusal = (json: unknown) => {
    try {
      parseReport(json, 'report.json')
    } catch (error) {
      if (AnimeganError.isInstance(error)) return [error.code, error.message]
      throw error
    }
    return undefined
  }
  expect(refusal({ ...makeSampleReport(), schema: 'animegan.report/0' })).toEqual([
    'INVALID_DATA',
    expect.stringMatching(/^report\.json is no report: schema: .*animegan\.report\/1/),
  ])
  const { settings, ...rest } = makeSampleReport()
  expect(refusal({ ...rest, settings: { ...settings, samples: Number.NaN } })?.[1]).toContain(
    'settings.samples: ',
  )
})
