import { expect, it } from 'vitest'
import { wrapText } from './figure-text.js'

const size = 14
const textOf = (lines: ReturnType<typeof wrapText>) =>
  lines.map(({ words }) => words.map(({ text }) => text).join(' '))

it('breaks between words, within the width', () => {
  const text = 'Hair and eye colour are uniform; each other tag is present with a chance of 25%.'
  const lines = wrapText([{ text, size }], 150)
  expect(lines.length).toBeGreaterThan(3)
  expect(textOf(lines).join(' ')).toBe(text)
  for (const { width } of lines) expect(width).toBeLessThanOrEqual(150)
})

it('breaks a word that is wider than a line between its letters', () => {
  const text = 'd2d7874a32ac7c57'.repeat(4)
  const lines = wrapText([{ text, size }], 120)
  expect(textOf(lines).join('')).toBe(text)
  for (const { width } of lines) expect(width).toBeLessThanOrEqual(120)
})

it('joins runs of several styles, and gives nothing for nothing', () => {
  const [line, ...more] = wrapText(
    [
      { text: 'Years.', size, bold: true },
      { text: 'From 2003', size },
    ],
    400,
  )
  expect(line!.words.map(({ text, bold }) => [text, bold])).toEqual([
    ['Years.', true],
    ['From', undefined],
    ['2003', undefined],
  ])
  expect(more).toEqual([])
  expect(wrapText([{ text: ' ', size }], 100)).toEqual([])
})

it('ends what does not fit with an ellipsis, within the width', () => {
  const lines = wrapText([{ text: 'blonde hair, blue eyes, smile, open mouth, long hair', size }], 100, 2)
  expect(lines).toHaveLength(2)
  expect(textOf(lines)[1]).toMatch(/[a-z]…$/)
  for (const { width } of lines) expect(width).toBeLessThanOrEqual(100)
})
