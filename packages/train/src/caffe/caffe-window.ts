import type { WindowMessage } from './caffe-schema.js'

/** Height, then width. */
type Pair = [number, number]

/** A window that slides over a map, in pixels. */
export interface Window {
  kernel: Pair
  stride: Pair
  /** Zeros (or nothing, for the largest number) around the map. */
  pad: Pair
}

/** The window of a convolution or pooling; a kernel that is not given is 0. */
export function readWindow(message: WindowMessage): Window {
  const { kernelSize, kernelH, kernelW, stride, strideH, strideW, pad, padH, padW } = message
  return {
    kernel: pair(kernelSize, kernelH, kernelW, 0),
    stride: pair(stride, strideH, strideW, 1),
    pad: pair(pad, padH, padW, 0),
  }
}

function pair(both: number[] | number, height: number, width: number, missing: number): Pair {
  const [first = 0, second = first] = [both].flat()
  return [height || first || missing, width || second || missing]
}
