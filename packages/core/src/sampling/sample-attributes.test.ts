import { expect, it } from 'vitest'
import { animeTags, animeTagsWithYear } from '../tags/anime-tags.js'
import { createRandom } from './random.js'
import { sampleAttributes } from './sample-attributes.js'

it('draws the year uniformly in its range, the same for the same seed', () => {
  const years = Array.from(
    { length: 2000 },
    (_, seed) => sampleAttributes(animeTagsWithYear, createRandom(seed, 'attributes')).year!,
  )
  expect(Math.min(...years)).toBeGreaterThanOrEqual(2003)
  expect(Math.max(...years)).toBeLessThan(2017)
  const counts = Array.from({ length: 7 }, (_, i) => {
    return years.filter((year) => year >= 2003 + 2 * i && year < 2005 + 2 * i).length
  })
  // 2000 / 7 = 286; five standard deviations are 78.
  for (const count of counts) expect(Math.abs(count - 286)).toBeLessThan(78)
  expect(sampleAttributes(animeTagsWithYear, createRandom(7, 'attributes'))).toEqual({ year: years[7] })
})

it('draws nothing, and no random number, for a schema without attributes', () => {
  const random = createRandom(3)
  expect(sampleAttributes(animeTags, random)).toEqual({})
  expect(random.uniform()).toBe(createRandom(3).uniform())
})
