import { describe, expect, it } from 'vitest'
import { listTrackedFiles } from './tracked-files'

const files = listTrackedFiles()

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const conventional = /^(README|LICENSE|CONTRIBUTING|CHANGELOG|NOTICE)(\.[a-z]{2})?(\.md)?$/
const empty = /^(utils?|helpers?|types|misc|common)$/

describe.skipIf(files === undefined)('file names (needs git)', () => {
  const all = files ?? []

  it('are kebab-case', () => {
    const isKebab = (segment: string) =>
      conventional.test(segment) ||
      segment
        .replace(/^\./, '')
        .split('.')
        .every((part) => kebab.test(part))
    expect(all.filter((file) => !file.split('/').every(isKebab))).toEqual([])
  })

  it('say what is inside', () => {
    const code = all.filter((file) => /\.(ts|tsx|mjs|js)$/.test(file))
    const isEmpty = (file: string) =>
      file.split('/').some((segment) => empty.test(segment.replace(/\..*$/, '')))
    expect(code.filter(isEmpty)).toEqual([])
  })

  it('have no barrel below the index', () => {
    const indexes = all.filter((file) => /\/src\/.+\/index\.tsx?$/.test(file))
    expect(indexes).toEqual([])
  })
})
