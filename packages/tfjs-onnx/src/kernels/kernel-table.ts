import { convolutionKernels } from './convolution.js'
import { elementwiseKernels } from './elementwise.js'
import { matrixKernels } from './matrix.js'
import { poolingKernels } from './pooling.js'
import type { RecordKernel } from './record-kernel.js'
import { reductionKernels } from './reduction.js'
import { shapeKernels } from './shape.js'

/** Every tfjs kernel that can be recorded, under its tfjs name. */
export const kernels: Readonly<Record<string, RecordKernel>> = {
  ...elementwiseKernels,
  ...reductionKernels,
  ...shapeKernels,
  ...matrixKernels,
  ...convolutionKernels,
  ...poolingKernels,
}

export type { KernelInputs, RecordKernel } from './record-kernel.js'
