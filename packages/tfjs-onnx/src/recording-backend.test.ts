import * as tf from '@tensorflow/tfjs'
import { expect, it } from 'vitest'
import { recordOnnx } from './record-onnx.js'

it('leaves the choice of a backend to tfjs when none was chosen before', () => {
  const record = () => recordOnnx(({ x }) => ({ y: x.relu() }), { x: { shape: [2] } })
  expect(record().bytes).toEqual(record().bytes)
  expect(Array.from(tf.tensor1d([-1, 2]).relu().dataSync())).toEqual([0, 2])
  expect(tf.getBackend()).not.toBe('onnx-recorder')
  expect(record().nodeCount).toBe(1)
})
