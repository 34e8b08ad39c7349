import type { TensorValue } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { recordOnnx } from '@animegan/tfjs-onnx'
import { type Tensor, type Tensor4D, tensor4d, tidy, transpose } from '@tensorflow/tfjs'
import { imageOrder } from '../../steps/step.js'
import { applyCaffeNet } from '../apply-caffe-net.js'
import type { CaffeNet } from '../caffe-net.js'

/** Numbers in C order with their shape: maps are [batch, channels, height, width], as Caffe and ONNX store them. */
export interface Numbers {
  shape: number[]
  data: Float32Array
}

/** What a layer gives, by the recorded model in ONNX Runtime and by tfjs's selected backend. */
export async function runCaffe(
  net: CaffeNet,
  name: string,
  { shape, data }: Numbers,
): Promise<{ recorded: TensorValue; eager: Numbers }> {
  const [batch, channels, height, width] = shape as [number, number, number, number]
  const run = (images: Tensor): Tensor => {
    const result = applyCaffeNet(net, name, images as Tensor4D)
    return result.rank === 4 ? transpose(result, imageOrder) : result
  }
  const { bytes } = recordOnnx(({ images }) => tidy(() => ({ result: run(images) })), {
    images: { shape: ['batch', height, width, channels], order: imageOrder },
  })
  const session = await createSession(bytes, { device: 'cpu', threads: 1 })
  const { result: recorded } = await session.run({ images: { data, shape } })
  await session.dispose()
  const eager = tidy(() => {
    const images = transpose(tensor4d(data, [batch, channels, height, width]), [0, 2, 3, 1])
    const result = run(images)
    return { shape: result.shape, data: result.dataSync<'float32'>().slice() }
  })
  return { recorded: recorded!, eager }
}
