import { expect, test } from 'vitest'
import { formatDuration } from './duration.js'
import { drawSparkline } from './sparkline.js'
import { drawTrainingView, type TrainingViewState } from './training-view.js'

const state: TrainingViewState = {
  preset: 'lite-64',
  steps: 20000,
  step: 5000,
  batchSize: 16,
  elapsed: 3725,
  stopping: false,
  reports: [1, 2, 4].map((loss, i) => ({
    step: 4980 + 10 * i,
    steps: 20000,
    imagesSeen: 16 * (4980 + 10 * i),
    stepsPerSecond: 2,
    metrics: {
      'discriminator/adversarial': loss,
      'discriminator/accuracyReal': 0.8125,
      'discriminator/gradientNorm': 1234.5,
      'discriminator/dragan': 0.25,
      'generator/tags': 12.345,
      'generator/accuracyTags': 0.9,
    },
  })),
}

test('shows pace, both networks and their history', () => {
  expect(drawTrainingView(state, 80)).toBe(
    `lite-64  step 5,000 of 20,000  ██████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  25%
80,000 images seen   2.00 steps/s   2:05:00 left   1:02:05 so far   32.0 images

D adversarial        4.000  ▁▃█
  right on real      81.3%  ▁▁▁
  gradient            1235  ▁▁▁
  DRAGAN             0.250  ▁▁▁

G tags               12.35  ▁▁▁
  tags right         90.0%  ▁▁▁

Ctrl-C stops with a checkpoint`,
  )
})

test('fits a narrow terminal, waits for the first report, and says that it stops', () => {
  const lines = drawTrainingView({ ...state, stopping: true }, 40).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(39)
  expect(lines.at(-1)).toBe('stopping after this step, with a checkp')
  expect(drawTrainingView({ ...state, reports: [] }, 80)).toContain('waiting for the first report')
})

test('sparklines show the last values between the lowest and the highest', () => {
  expect(drawSparkline([9, 0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█')
  expect(drawSparkline([1, Number.NaN, 2], 5)).toBe('▁█')
  expect(drawSparkline([1], 0)).toBe('')
})

test.each([
  [7.4, '0:07'],
  [750, '12:30'],
  [93780, '26:03:00'],
])('%s seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})
