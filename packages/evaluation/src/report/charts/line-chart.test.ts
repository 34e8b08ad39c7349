import { expect, it } from 'vitest'
import { drawLineChart } from './line-chart.js'

function labelsOf(values: number[], isPart: boolean) {
  const chart = drawLineChart({
    xs: values.map((_, i) => i),
    lines: [{ label: 'line', color: 0, values }],
    formatX: String,
    xLabel: 'steps',
    isPart,
    showsPoints: false,
    title: 'a line',
  })
  return [...chart.text.matchAll(/text-anchor="end">([^<]*)</g)].map(([, label]) => label)
}

it.each([
  [[0.971, 0.999], true, ['97.0%', '97.5%', '98.0%', '98.5%', '99.0%', '99.5%', '100.0%']],
  [[0.5, 0.97], true, ['50%', '60%', '70%', '80%', '90%', '100%']],
  [[94.1, 102.8], false, ['94', '96', '98', '100', '102', '104']],
  [[0.0121, 0.0134], false, ['0.0120', '0.0122', '0.0124', '0.0126', '0.0128', '0.0130', '0.0132', '0.0134']],
] as const)(
  'labels an axis of %j in equal steps with as many digits as tell them apart',
  (values, isPart, labels) => {
    expect(labelsOf([...values], isPart)).toEqual(labels)
  },
)
