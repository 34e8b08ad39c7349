import { type DataType, engine, type Tensor, type TensorInfo, tidy } from '@tensorflow/tfjs-core'
import { encodeModel } from './encode-model.js'
import { type ElementType, OnnxGraph, type Value } from './onnx-graph.js'
import { identityOrder, materialise, type RecordedTensor, storedShape } from './recorded-tensor.js'
import { type RecordingBackend, withRecordingBackend } from './recording-backend.js'
import { RecordingError } from './recording-error.js'
import { isSymbolic, symbolicBatch } from './symbolic-batch.js'
import type { WeightStorage } from './weight-storage.js'

/** One input of a recorded function. */
export interface InputSpec {
  /** The shape that the function sees. `'batch'`, at most once, is any size when the model runs. */
  readonly shape: readonly (number | 'batch')[]
  /** Default `'float32'`. */
  readonly dtype?: 'float32' | 'int32' | 'bool'
  /**
   * The order in which the model stores the axes: stored axis p is axis `order[p]` of the shape above. The
   * default is the order of the shape. [0, 3, 1, 2] takes NHWC images as NCHW without a transpose.
   */
  readonly order?: readonly number[]
}

export interface OutputSpec {
  /** The order in which the model stores the axes of this output; default as the function returns them. */
  readonly order?: readonly number[]
}

export interface RecordOptions {
  /** Outputs whose axes are stored in another order. */
  readonly outputs?: Readonly<Record<string, OutputSpec>>
  /** Written into the model as its producer. Default `'tfjs-onnx'`. */
  readonly producer?: string
  /** How large float32 constants are stored. Default `'float32'`. */
  readonly storage?: WeightStorage
}

/** The interface of a recorded model. Shapes are as stored; `'batch'` may be any size. */
export interface ModelValue {
  readonly name: string
  readonly shape: readonly (number | 'batch')[]
  readonly dtype: ElementType
}

export interface RecordedModel {
  /** The ONNX file (IR version 8, operator set 17). */
  readonly bytes: Uint8Array
  readonly inputs: readonly ModelValue[]
  readonly outputs: readonly ModelValue[]
  readonly nodeCount: number
}

/**
 * Turns a tfjs function into an ONNX model by running it once on a backend that writes down every kernel.
 * Gradients (`tf.grads`, `tf.variableGrads`) and gradients of gradients are recorded like anything else.
 *
 * Tensors that the function captures from outside become constants of the model.
 *
 * @param fn computes with tensors only; it must not read their values
 * @param inputs the model's inputs in order
 * @throws RecordingError naming the kernel, shape or value that cannot be recorded
 *
 * @example
 * const model = recordOnnx(({ x }) => ({ y: tf.relu(x) }), { x: { shape: ['batch', 4] } })
 * const session = await InferenceSession.create(model.bytes)
 */
export function recordOnnx<Name extends string>(
  fn: (inputs: Record<Name, Tensor>) => Record<string, Tensor>,
  inputs: Readonly<Record<Name, InputSpec>>,
  options: RecordOptions = {},
): RecordedModel {
  const graph = new OnnxGraph()
  const outputs: Record<string, Value> = {}
  withRecordingBackend((backend) => {
    backend.record(graph, () =>
      tidy(() => {
        const tensors = Object.fromEntries(
          Object.entries<InputSpec>(inputs).map(([name, spec]) => [
            name,
            placeholder(backend, graph, name, spec),
          ]),
        )
        for (const [name, tensor] of Object.entries(run(fn, tensors))) {
          if (Object.hasOwn(inputs, name)) {
            throw new RecordingError(
              'INVALID_INPUT',
              `"${name}" names an input and an output; ONNX needs two names.`,
            )
          }
          const order = options.outputs?.[name]?.order ?? identityOrder(tensor.shape.length)
          outputs[name] = materialise(graph, backend.recorded(tensor), order)
        }
      }),
    )
  })
  return {
    bytes: encodeModel({
      graph,
      outputs,
      producer: options.producer ?? 'tfjs-onnx',
      storage: options.storage ?? 'float32',
    }),
    inputs: graph.inputs.map((value) => modelValue(value.name, value)),
    outputs: Object.entries(outputs).map(([name, value]) => modelValue(name, value)),
    nodeCount: graph.reachableNodes(Object.values(outputs).map((value) => value.name)).length,
  }
}

function placeholder(backend: RecordingBackend, graph: OnnxGraph, name: string, spec: InputSpec): Tensor {
  const shape = spec.shape.map((size) => (size === 'batch' ? symbolicBatch : size))
  const order = spec.order ?? identityOrder(shape.length)
  if (order.length !== shape.length || [...order].sort((a, b) => a - b).some((axis, i) => axis !== i)) {
    throw new RecordingError(
      'INVALID_INPUT',
      `The order [${order}] of input "${name}" is no permutation of ${shape.length} axes.`,
    )
  }
  const value = graph.addInput(name, storedShape(shape, order), spec.dtype ?? 'float32')
  const tensor: RecordedTensor = { value, shape, order }
  const info: TensorInfo = backend.keep(tensor)
  return engine().makeTensorFromDataId(info.dataId, info.shape, info.dtype as DataType, backend)
}

function run<Inputs, Outputs>(fn: (inputs: Inputs) => Outputs, tensors: Record<string, Tensor>): Outputs {
  try {
    return fn(tensors as Inputs)
  } catch (error) {
    const kernel = error instanceof Error && /[Kk]ernel '(\w+)'/.exec(error.message)?.[1]
    if (!kernel || RecordingError.isInstance(error)) throw error
    throw new RecordingError(
      'UNKNOWN_KERNEL',
      `The tfjs kernel "${kernel}" cannot be recorded as ONNX yet. Express it through other ops, or teach it with ` +
        `registerOnnxKernel('${kernel}', (graph, inputs, attributes) => …).`,
    )
  }
}

function modelValue(name: string, value: Value): ModelValue {
  return { name, shape: value.shape.map((size) => (isSymbolic(size) ? 'batch' : size)), dtype: value.type }
}
