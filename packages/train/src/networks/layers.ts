import {
  conv2d,
  conv2dTranspose,
  customGrad,
  leakyRelu as leakyReluOp,
  step,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor2d,
} from '@tensorflow/tfjs'
import type { ParameterTensors } from '../parameters.js'

/** x · weight + bias; x is [batch, in]. */
export function dense(parameters: ParameterTensors, name: string, x: Tensor): Tensor2D {
  const product = x.as2D(x.shape[0]!, -1).matMul(parameters[`${name}.weight`] as Tensor2D)
  return product.add(parameters[`${name}.bias`]!)
}

/** A convolution with bias and "same" padding; x is [batch, height, width, in]. */
export function convolution(parameters: ParameterTensors, name: string, x: Tensor4D, stride = 1): Tensor4D {
  return conv2d(x, parameters[`${name}.weight`] as Tensor4D, stride, 'same').add(parameters[`${name}.bias`]!)
}

/** A transposed convolution with stride 2 and bias, which doubles the side. */
export function deconvolution(parameters: ParameterTensors, name: string, x: Tensor4D): Tensor4D {
  const [batch, height, width] = x.shape
  const weight = parameters[`${name}.weight`] as Tensor4D
  const shape: [number, number, number, number] = [batch, height * 2, width * 2, weight.shape[2]]
  return conv2dTranspose(x, weight, shape, 2, 'same').add(parameters[`${name}.bias`]!)
}

/**
 * max(x, leak * x). tfjs cannot differentiate its own leakyRelu twice; here the gradient is written with `step`,
 * whose own gradient is zero, so the gradient penalty can go through it.
 */
export function leakyRelu(x: Tensor4D, leak: number): Tensor4D {
  const operation = customGrad((input, save) => {
    const h = input as Tensor
    ;(save as (tensors: Tensor[]) => void)([h])
    return {
      value: leakyReluOp(h, leak),
      gradFunc: (dy: Tensor, saved: Tensor[]) => dy.mul(step(saved[0]!, leak)),
    }
  })
  return operation(x) as Tensor4D
}

/**
 * Sub-pixel upsampling (Shi et al. 2016): [batch, h, w, 4c] to [batch, 2h, 2w, c]. Channel k * c + i of the input is
 * channel i of sub-pixel k (row first): ONNX calls that order DCR.
 */
export function pixelShuffle(x: Tensor4D): Tensor4D {
  const [batch, height, width, channels] = x.shape
  return x
    .reshape([batch, height, width, 2, 2, channels / 4])
    .transpose([0, 1, 3, 2, 4, 5])
    .reshape([batch, height * 2, width * 2, channels / 4])
}

/**
 * Nearest-neighbour resizing to twice the side, then a 3x3 convolution with bias and "same" padding: computed at the
 * small side, as a sub-pixel convolution whose four filters are sums of the one filter's taps. A quarter of the
 * input, the same products.
 */
export function resizeConvolution(parameters: ParameterTensors, name: string, x: Tensor4D): Tensor4D {
  const weight = parameters[`${name}.weight`] as Tensor4D
  const [, , inputs, outputs] = weight.shape
  const filters = tensor2d(subPixelTaps, [36, 9])
    .matMul(weight.reshape<Tensor2D>([9, inputs * outputs]))
    .reshape([4, 3, 3, inputs, outputs])
    .transpose([1, 2, 3, 0, 4])
    .reshape<Tensor4D>([3, 3, inputs, 4 * outputs])
  const bias = parameters[`${name}.bias`] as Tensor1D
  return pixelShuffle(conv2d(x, filters, 1, 'same').add(bias.tile([4])))
}

/**
 * [4 * 9, 9]: which taps of a 3x3 filter on the resized map fall on which tap of a 3x3 filter on the small map, for each
 * sub-pixel. On the row 2i + p of the large map, tap k meets the small map's row i + floor((p + k - 1) / 2).
 */
const subPixelTaps = (() => {
  const meets = (p: number, small: number, k: number) => Math.floor((p + k - 1) / 2) === small - 1
  const axis = [0, 1, 2]
  return [0, 1].flatMap((p) =>
    [0, 1].flatMap((q) =>
      axis.flatMap((u) =>
        axis.flatMap((v) => axis.flatMap((k) => axis.map((l) => Number(meets(p, u, k) && meets(q, v, l))))),
      ),
    ),
  )
})()

/**
 * Batch normalisation (Ioffe and Szegedy 2015) over all axes but the last, with the gradient in closed form, which
 * takes a third of the elementwise work of differentiating each operation.
 *
 * @param observe is shown the batch's mean and biased variance per channel (or feature); tfjs frees both
 *   afterwards, so what is wanted later must be cloned and kept (`keep(mean.clone())`)
 */
export function batchNorm(
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  epsilon: number,
  observe?: (mean: Tensor, variance: Tensor) => void,
): Tensor {
  const axes = x.shape.map((_, axis) => axis).slice(0, -1)
  const operation = customGrad((input, scale, shift, save) => {
    const [x, gamma, beta] = [input as Tensor, scale as Tensor, shift as Tensor]
    const mean = x.mean(axes)
    const centred = x.sub(mean)
    const variance = centred.square().mean(axes)
    const inverse = variance.add(epsilon).rsqrt()
    observe?.(mean, variance)
    ;(save as unknown as (tensors: Tensor[]) => void)([centred, inverse, gamma])
    return {
      value: centred.mul(inverse.mul(gamma)).add(beta),
      gradFunc: (dy: Tensor, saved: Tensor[]) => {
        const [centred, inverse, gamma] = saved as [Tensor, Tensor, Tensor]
        const meanDy = dy.mean(axes)
        const correlation = dy.mul(centred).mean(axes)
        const count = x.size / gamma.size
        const dx = dy
          .sub(centred.mul(correlation.mul(inverse.square())))
          .sub(meanDy)
          .mul(inverse.mul(gamma))
        return [dx, correlation.mul(inverse).mul(count), meanDy.mul(count)]
      },
    }
  })
  return operation(x, gamma, beta)
}
