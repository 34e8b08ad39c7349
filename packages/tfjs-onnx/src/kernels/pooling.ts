import { backend_util } from '@tensorflow/tfjs-core'
import type { OnnxGraph } from '../onnx-graph.js'
import { materialise, type RecordedTensor } from '../recorded-tensor.js'
import { imageOrder } from './convolution.js'
import { input, type RecordKernel } from './record-kernel.js'

function pool(op: 'MaxPool' | 'AveragePool'): RecordKernel {
  return (graph, inputs, { filterSize, strides, pad, dimRoundingMode }) => {
    const x = input(inputs, 'x')
    const info = backend_util.computePool2DInfo(
      x.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    )
    const { top, left, bottom, right } = info.padInfo
    const value = materialise(graph, x, imageOrder)
    const stored = [info.batchSize, info.inChannels, info.outHeight, info.outWidth]
    const pooled = graph.emit(op, [value], stored, {
      attributes: {
        kernel_shape: [info.filterHeight, info.filterWidth],
        strides: [info.strideHeight, info.strideWidth],
        pads: [top, left, bottom, right],
      },
    })
    return { value: pooled, shape: info.outShape, order: imageOrder }
  }
}

/** Image resizing of tfjs, NHWC. Scales rather than sizes, so that the batch may be symbolic. */
function resize(mode: 'nearest' | 'linear'): RecordKernel {
  return (graph: OnnxGraph, inputs, { alignCorners, halfPixelCenters, size }): RecordedTensor => {
    const images = input(inputs, 'images')
    const [batch, height, width, channels] = images.shape as [number, number, number, number]
    const [outHeight, outWidth] = size as [number, number]
    const value = materialise(graph, images, imageOrder)
    const scales = graph.addConstant(
      Float32Array.of(1, 1, outHeight / height, outWidth / width),
      [4],
      'float32',
    )
    const resized = graph.emit('Resize', [value, undefined, scales], [batch, channels, outHeight, outWidth], {
      attributes: {
        mode,
        coordinate_transformation_mode: alignCorners
          ? 'align_corners'
          : halfPixelCenters
            ? 'half_pixel'
            : 'asymmetric',
        nearest_mode: alignCorners ? 'round_prefer_ceil' : 'floor',
      },
    })
    return { value: resized, shape: [batch, outHeight, outWidth, channels], order: imageOrder }
  }
}

export const poolingKernels: Record<string, RecordKernel> = {
  MaxPool: pool('MaxPool'),
  AvgPool: pool('AveragePool'),
  ResizeNearestNeighbor: resize('nearest'),
  ResizeBilinear: resize('linear'),
}
