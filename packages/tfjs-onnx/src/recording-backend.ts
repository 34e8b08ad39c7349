import {
  type BackendValues,
  type DataId,
  type DataType,
  engine,
  KernelBackend,
  type KernelFunc,
  registerBackend,
  registerKernel,
  type TensorInfo,
} from '@tensorflow/tfjs-core'
import { kernels, type RecordKernel } from './kernels/kernel-table.js'
import type { ElementType, OnnxGraph } from './onnx-graph.js'
import { plainTensor, type RecordedTensor, splatTensor } from './recorded-tensor.js'
import { RecordingError } from './recording-error.js'

const backendName = 'onnx-recorder'

const elementTypes: Partial<Record<DataType, ElementType>> = {
  float32: 'float32',
  int32: 'int32',
  bool: 'bool',
}
const dataTypes: Partial<Record<ElementType, DataType>> = { float32: 'float32', int32: 'int32', bool: 'bool' }

/** A tfjs backend that writes down what it is asked to compute. */
export class RecordingBackend extends KernelBackend {
  #graph: OnnxGraph | undefined
  readonly #tensors = new Map<DataId, RecordedTensor>()
  /** Numbers that came from outside, kept so that tfjs can move them back to another backend. */
  readonly #constants = new Map<DataId, { values: BackendValues; references: number }>()

  /** Runs `body` while everything that tfjs computes goes into `graph`. */
  record<T>(graph: OnnxGraph, body: () => T): T {
    this.#graph = graph
    try {
      return body()
    } finally {
      this.#graph = undefined
      this.#tensors.clear()
    }
  }

  get graph(): OnnxGraph {
    if (this.#graph === undefined) {
      throw new RecordingError('UNSUPPORTED', `The backend "${backendName}" works only inside recordOnnx().`)
    }
    return this.#graph
  }

  keep(tensor: RecordedTensor): TensorInfo {
    const dataId = {}
    this.#tensors.set(dataId, tensor)
    const dtype = dataTypes[tensor.value.type] ?? 'int32'
    return { dataId, shape: [...tensor.shape], dtype }
  }

  recorded({ dataId, shape, dtype }: TensorInfo): RecordedTensor {
    const tensor = this.#tensors.get(dataId)
    if (tensor !== undefined) return tensor
    if (!this.#constants.has(dataId)) this.#takeFromOtherBackend(dataId)
    const { values } = this.#constants.get(dataId)!
    return constantTensor(this.graph, values, shape, dtype)
  }

  #takeFromOtherBackend(dataId: DataId): void {
    if (engine().state.tensorInfo.get(dataId)?.backend === this) {
      throw new RecordingError(
        'INVALID_INPUT',
        'A tensor of an earlier recording was used. Pass it as an input instead.',
      )
    }
    engine().moveData(this, dataId)
  }

  override write(values: BackendValues): DataId {
    const dataId = {}
    this.#constants.set(dataId, { values, references: 1 })
    return dataId
  }

  override move(
    dataId: DataId,
    values: BackendValues,
    _shape: number[],
    _dtype: DataType,
    references: number,
  ): void {
    this.#constants.set(dataId, { values, references })
  }

  override readSync(dataId: DataId): BackendValues {
    const values = this.#constants.get(dataId)?.values
    if (values === undefined) {
      throw new RecordingError(
        'VALUE_NEEDED',
        'The function reads the value of a tensor (data, dataSync, print or a condition on it) while it is recorded. ' +
          'A recorded function must compute with tensors only: use tf.where or arithmetic instead.',
      )
    }
    return values
  }

  override async read(dataId: DataId): Promise<BackendValues> {
    return this.readSync(dataId)
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const constant = this.#constants.get(dataId)
    if (constant !== undefined && --constant.references > 0 && !force) return false
    this.#constants.delete(dataId)
    this.#tensors.delete(dataId)
    return true
  }

  override incRef(dataId: DataId): void {
    const constant = this.#constants.get(dataId)
    if (constant !== undefined) constant.references++
  }

  override refCount(dataId: DataId): number {
    return this.#constants.get(dataId)?.references ?? 1
  }

  override numDataIds(): number {
    return this.#tensors.size + this.#constants.size
  }

  override floatPrecision(): 32 {
    return 32
  }

  override epsilon(): number {
    return 1e-7
  }

  override timerAvailable(): boolean {
    return false
  }

  override dispose(): void {
    this.#tensors.clear()
    this.#constants.clear()
  }
}

function constantTensor(
  graph: OnnxGraph,
  values: BackendValues,
  shape: number[],
  dtype: DataType,
): RecordedTensor {
  const type = elementTypes[dtype]
  if (type === undefined) {
    throw new RecordingError(
      'UNSUPPORTED',
      `Tensors of dtype "${dtype}" cannot be recorded; float32, int32 and bool can.`,
    )
  }
  const numbers = values as Float32Array | Int32Array | Uint8Array
  const first = numbers[0]
  if (first !== undefined && numbers.every((number) => Object.is(number, first)))
    return splatTensor(graph, first, shape, type)
  return plainTensor(graph.addConstant(numbers, shape, type))
}

let backend: RecordingBackend | undefined

/** The one recording backend of this process, registered with tfjs on first use. */
function recordingBackend(): RecordingBackend {
  if (backend !== undefined) return backend
  const created = new RecordingBackend()
  offer(created)
  for (const [kernelName, record] of Object.entries(kernels)) {
    registerKernel({ kernelName, backendName, kernelFunc: kernelFunction(created, record) })
  }
  backend = created
  return created
}

/**
 * Teaches the recorder a tfjs kernel that it does not know, or replaces one that it knows.
 *
 * @param kernelName the tfjs name, for example `Erf`
 */
export function registerOnnxKernel(kernelName: string, record: RecordKernel): void {
  const recorder = recordingBackend()
  registerKernel({ kernelName, backendName, kernelFunc: kernelFunction(recorder, record) })
}

function kernelFunction(backend: RecordingBackend, record: RecordKernel): KernelFunc {
  return ({ inputs, attrs }) => {
    const tensors: Record<string, RecordedTensor> = {}
    for (const [name, info] of Object.entries(inputs)) {
      if (info !== undefined && info !== null) tensors[name] = backend.recorded(info as TensorInfo)
    }
    const result = record(backend.graph, tensors, attrs ?? {})
    return Array.isArray(result) ? result.map((tensor) => backend.keep(tensor)) : backend.keep(result)
  }
}

function offer(recorder: RecordingBackend): void {
  registerBackend(backendName, () => recorder, 0)
}

/** Selects the recording backend for the duration of `body`. */
export function withRecordingBackend<T>(body: (backend: RecordingBackend) => T): T {
  const recorder = recordingBackend()
  const previous = engine().backendName
  // Both backends initialise synchronously, so the switch has happened when the call returns.
  void engine().setBackend(backendName)
  try {
    return body(recorder)
  } finally {
    if (previous) {
      void engine().setBackend(previous)
    } else {
      // tfjs had not chosen a backend yet; only taking this one away lets it choose one later.
      engine().removeBackend(backendName)
      offer(recorder)
    }
  }
}
