import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { createTrainingDisplay } from './training-display.js'

const progress = {
  step: 10,
  steps: 20,
  imagesSeen: 160,
  metrics: { 'discriminator/adversarial': 1, 'discriminator/r1': 0.5 },
  stepsPerSecond: 5,
}

function open(isTTY: boolean, json: boolean) {
  const stdout = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 80, rows: 30 })
  const stderr = new PassThrough({ encoding: 'utf8' })
  const display = createTrainingDisplay({
    ...{ json, preset: 'tiny-32', batchSize: 16, steps: 20, signal: new AbortController().signal },
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr,
  })
  return { display, stdout, stderr }
}

test('prints a line a report where there is no terminal', () => {
  const { display, stdout, stderr } = open(false, false)
  display.onStep(10)
  display.onProgress(progress)
  display.onWarning('odd.')
  display.end()
  expect(stdout.read()).toMatch(
    /^step 10\/20 {2}160 images {2}D 1\.00 .* r1 0\.500 .* 5\.00 steps\/s {2}1 min left\n$/,
  )
  expect(stderr.read()).toBe('animegan: warning: odd.\n')
})

test('prints JSON on a terminal too when it is asked to', () => {
  const { display, stdout } = open(true, true)
  display.onProgress(progress)
  display.end()
  expect(stdout.read()).toBe(`${JSON.stringify(progress)}\n`)
})

test('draws over itself on a terminal, and leaves the last view', () => {
  const { display, stdout } = open(true, false)
  display.onStep(9)
  display.onProgress(progress)
  display.onWarning('odd.')
  display.end()
  const written: string = stdout.read()
  expect(written).toContain('\u001b[')
  const text = stripVTControlCharacters(written)
  expect(text).toContain('waiting for the first report')
  expect(text).toContain('warning: odd.')
  expect(text.trimEnd()).toMatch(/step 10 of 20 .*D adversarial +1\.000 .*Ctrl-C stops with a checkpoint$/s)
})
