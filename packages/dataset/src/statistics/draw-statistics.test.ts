import { animeTags } from '@animegan/core'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { planImage } from '../synthetic/synthesis-plan.js'
import { describeDataset } from './describe-dataset.js'
import { drawStatistics } from './draw-statistics.js'
import { renderStatisticsPage } from './statistics-page.js'

const records = Array.from({ length: 300 }, (_, index) => {
  const { fileName: file_name, tags, year } = planImage(1, index, 'corpus', 'anime-year')
  return { file_name, tags, year: year!, split: index % 10 === 0 ? 'test' : 'train', width: 128, height: 128 }
})
const rejects = [{ name: 'x', stage: 'detect', reason: '<no & "face">' }]

it('draws every panel that has something to show', async () => {
  const full = describeDataset(records, rejects, animeTags)
  const page = renderStatisticsPage(full, 'Faces <1>')
  const headings = [...page.matchAll(/font-size="15"[^>]*>([^<]+)</g)].map((match) => match[1])
  expect(headings).toEqual(['Tags', 'Tags that come together', 'Years', 'Sizes', 'Splits', 'Left out'])
  expect(page).toContain('Faces &#60;1&#62;')
  expect(page).toContain('detect: &#60;no &#38; &#34;face&#34;&#62;')
  for (const { labels } of animeTags.tags) expect(page).toContain(`>${labels.en}<`)
  expect(page).not.toMatch(/NaN|undefined|Infinity/)

  const png = await drawStatistics(full, 'Faces')
  const { width, height } = await sharp(png).metadata()
  expect(width).toBe(2560)
  expect(height).toBeGreaterThan(2000)
  // The title is there, in the font that the package brings: dark pixels in its corner.
  const corner = sharp(png).extract({ left: 56, top: 50, width: 160, height: 60 })
  expect((await corner.stats()).channels[0]!.min).toBeLessThan(80)
})

it('draws a data set without pictures', async () => {
  const empty = describeDataset([], [], animeTags)
  expect(renderStatisticsPage(empty, 'Nothing')).not.toMatch(/NaN|undefined|Infinity/)
  expect((await drawStatistics(empty, 'Nothing')).length).toBeGreaterThan(1000)
})
