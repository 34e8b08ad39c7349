import { expect, it } from 'vitest'
import { assertFiniteMetrics, assertFiniteState } from './divergence.js'

const nan = Number.NaN

it.each([
  [
    { 'generator/adversarial': nan, 'discriminator/loss': nan, 'discriminator/r1': Infinity },
    'discriminator/r1 became Infinity, and after it discriminator/loss, generator/adversarial',
  ],
  [
    { 'discriminator/adversarial': nan, 'discriminator/tags': nan },
    'discriminator/tags became NaN, and after it discriminator/adversarial',
  ],
  [
    { 'discriminator/loss': 1, 'generator/gradientNorm': -Infinity },
    'generator/gradientNorm became -Infinity',
  ],
  [
    { 'generator/loss': nan, 'generator/tags': nan, 'generator/gradientNorm': nan },
    'generator/tags became NaN, and after it generator/loss, generator/gradientNorm',
  ],
])('names what went first: %o', (metrics, message) => {
  expect(() => assertFiniteMetrics(metrics, 7)).toThrow(`At step 7 ${message}. Nothing of this step is kept.`)
})

it('accepts finite numbers, and names the tensor that holds another', () => {
  assertFiniteMetrics({ 'discriminator/loss': 3e38 }, 1)
  const state = {
    'generator/a': { data: Float32Array.of(1, 2), shape: [2] },
    'generator/b': { data: Float32Array.of(1, -Infinity), shape: [2] },
  }
  assertFiniteState({ 'generator/a': state['generator/a'] }, 1)
  expect(() => assertFiniteState(state, 9)).toThrow('After step 9 number 1 of generator/b is -Infinity.')
})
