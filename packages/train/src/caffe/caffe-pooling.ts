import { avgPool, maxPool, pad as padTensor, type Tensor4D } from '@tensorflow/tfjs'
import type { Window } from './caffe-window.js'

export interface PoolOptions extends Window {
  /** The largest number of each window, or their mean. */
  kind: 'max' | 'mean'
  /** Leaves out a last window that would stick out of the map; Caffe keeps it unless told so. */
  roundDown: boolean
}

type Side = [before: number, after: number]

/**
 * Pooling as Caffe does it. Where windows do not fit a whole number of times, the last one sticks out, and counts what is
 * inside. A mean counts the zeros of the padding, but nothing beyond them.
 *
 * @param x [batch, height, width, channels]
 */
export function pool(x: Tensor4D, { kind, kernel, stride, pad, roundDown }: PoolOptions): Tensor4D {
  const none: Side = [0, 0]
  const excess = (axis: 0 | 1) =>
    findExcess(x.shape[axis + 1]!, kernel[axis], stride[axis], pad[axis], roundDown)
  if (kind === 'max') {
    const around = (axis: 0 | 1): Side => [pad[axis], Math.max(0, pad[axis] + excess(axis))]
    return maxPool(x, kernel, stride, [none, around(0), around(1), none])
  }
  const [vertical, horizontal] = pad
  const isPadded = vertical > 0 || horizontal > 0
  const padded = isPadded ? padTensor(x, [none, [vertical, vertical], [horizontal, horizontal], none]) : x
  const around = (axis: 0 | 1): Side => [0, Math.max(0, excess(axis))]
  return avgPool(padded, kernel, stride, [none, around(0), around(1), none])
}

/** How far the last window reaches beyond the padded map; negative when it ends before. */
function findExcess(size: number, kernel: number, stride: number, pad: number, roundDown: boolean): number {
  const padded = size + 2 * pad
  const steps = (padded - kernel) / stride
  const last = (roundDown ? Math.floor(steps) : Math.ceil(steps)) * stride
  // Caffe leaves out a window that would begin in the padding behind the map.
  const begin = pad > 0 && last >= size + pad ? last - stride : last
  return begin + kernel - padded
}
