import {
  AnimeganError,
  type CreateSession,
  type Device,
  type DeviceTensor,
  type InferenceSession,
  InvalidInputError,
  isOnDevice,
  type SessionOptions,
  type TensorValue,
} from '@animegan/core'
import type * as Ort from 'onnxruntime-node'
import { openReader, WebgpuTensor } from './device-tensor.js'
import { hasCudaProvider, listDevices, probeDevice, remedies } from './devices.js'

type Runtime = typeof Ort
type Provider = Exclude<Device, 'auto' | 'wasm'>

let runtime: Promise<Runtime> | undefined

/** Loads ONNX Runtime at the first session: its native part is most of the start of a command that needs none. */
function loadRuntime(): Promise<Runtime> {
  runtime ??= import('onnxruntime-node').then((module) => {
    const ort: Runtime = 'default' in module ? (module.default as Runtime) : module
    // Whatever ONNX Runtime would log as an error it also throws; thrown once is enough.
    ort.env.logLevel = 'fatal'
    return ort
  })
  return runtime
}

async function deviceUnavailable(
  device: 'cuda' | 'webgpu' | 'wasm',
  cause?: unknown,
): Promise<AnimeganError> {
  const available = (await listDevices()).filter((report) => report.available && report.device !== device)
  const names = available.map((report) => report.device).join(', ')
  return new AnimeganError(
    'DEVICE_UNAVAILABLE',
    `device ${device} is not available here: ${remedies[device]}; available: ${names}`,
    { cause },
  )
}

function toTensor(
  ort: Runtime,
  name: string,
  value: TensorValue | DeviceTensor,
  wanted: string | undefined,
): Ort.Tensor {
  const { shape } = value
  if (isOnDevice(value)) {
    if (value instanceof WebgpuTensor) return value.tensor
    throw new InvalidInputError('INVALID_DATA', `input ${name}: this tensor is on another runtime's device`)
  }
  const { data } = value
  if (data.length !== shape.reduce((product, n) => product * n, 1)) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `input ${name}: ${data.length} values do not fill shape (${shape.join(', ')})`,
    )
  }
  if (data instanceof Float32Array) return new ort.Tensor('float32', data, shape)
  if (data instanceof Int32Array) return new ort.Tensor('int32', data, shape)
  return new ort.Tensor(wanted === 'bool' ? 'bool' : 'uint8', data, shape)
}

function fromTensor(name: string, tensor: Ort.Tensor): TensorValue | DeviceTensor {
  if (tensor.location === 'gpu-buffer') return new WebgpuTensor(tensor)
  const { data, dims, type } = tensor
  if (data instanceof Float32Array || data instanceof Int32Array || data instanceof Uint8Array) {
    return { data, shape: dims }
  }
  throw new AnimeganError('INVALID_DATA', `output ${name} is ${type}, expected float32, int32, uint8 or bool`)
}

async function readBack(value: TensorValue | DeviceTensor): Promise<TensorValue> {
  if (!isOnDevice(value)) return value
  const inMemory = await value.read()
  value.dispose()
  return inMemory
}

type Feeds = Record<string, TensorValue | DeviceTensor>

function wrapSession(
  ort: Runtime,
  session: Ort.InferenceSession,
  provider: Provider,
  keeps: boolean,
): InferenceSession {
  const types = new Map(
    session.inputMetadata.map((input) => [input.name, input.isTensor ? input.type : undefined]),
  )
  let disposed = false
  const runOnDevice = async (feeds: Feeds): Promise<Feeds> => {
    if (disposed) throw new InvalidInputError('DISPOSED', 'the session was disposed of; make a new one')
    const tensors: Record<string, Ort.Tensor> = {}
    for (const name of session.inputNames) {
      const value = feeds[name]
      if (!value) {
        const came = Object.keys(feeds).join(', ') || 'nothing'
        throw new InvalidInputError('INVALID_DATA', `the model needs input ${name}, but ${came} came`)
      }
      if (isOnDevice(value) && provider !== 'webgpu') {
        throw new InvalidInputError(
          'INVALID_DATA',
          `input ${name} is on a WebGPU device, but this session computes on ${provider}: read() the tensor first`,
        )
      }
      tensors[name] = toTensor(ort, name, value, types.get(name))
    }
    const outputs = await session.run(tensors)
    return Object.fromEntries(session.outputNames.map((name) => [name, fromTensor(name, outputs[name]!)]))
  }
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds) {
      const values: Record<string, TensorValue> = {}
      for (const [name, value] of Object.entries(await runOnDevice(feeds)))
        values[name] = await readBack(value)
      return values
    },
    ...(keeps ? { runOnDevice } : {}),
    dispose: () => {
      disposed = true
      return session.release()
    },
  }
}

/**
 * WebGPU gets our graphs in their own layout, channels first. In channels-last, its default, ONNX Runtime 1.30 computes grouped
 * convolutions wrongly whose groups have more than one output channel, unless that number is a multiple of four: every
 * 3x3 filter gradient has such a one.
 */
const configureProvider = (provider: Provider): Ort.InferenceSession.ExecutionProviderConfig =>
  provider === 'webgpu' ? { name: 'webgpu', preferredLayout: 'NCHW' } : provider

async function loadSession(
  ort: Runtime,
  model: Uint8Array,
  provider: Provider,
  { threads, keepOnDevice = [], releaseMemory = false }: SessionOptions,
): Promise<InferenceSession> {
  // Only for WebGPU has onnxruntime-node tensors on the device; with CUDA everything passes through memory.
  const keeps = provider === 'webgpu' && keepOnDevice.length > 0
  const executionProvider = configureProvider(provider)
  if (keeps) await openReader(ort, executionProvider)
  const session = await ort.InferenceSession.create(model, {
    executionProviders: [executionProvider],
    logSeverityLevel: 4,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    ...(keeps
      ? { preferredOutputLocation: Object.fromEntries(keepOnDevice.map((name) => [name, 'gpu-buffer'])) }
      : {}),
    // The memory pattern is a second plan beside the arena: both together hold twice of what one run needs.
    ...(releaseMemory ? { enableCpuMemArena: false, enableMemPattern: false } : {}),
    // Without this, DequantizeLinear stays in the graph for a later fusion and 8-bit weights are unpacked at every run.
    extra: { session: { disable_quant_qdq: '1' } },
  })
  return wrapSession(ort, session, provider, keeps)
}

/**
 * Loads an ONNX model for running with onnxruntime-node.
 *
 * `auto` takes CUDA where ONNX Runtime's CUDA files are installed and work, else the CPU. It never takes WebGPU: small
 * models gain little there, some drivers compute wrongly without a word, and finding out costs a process; ask for it.
 *
 * Throws `DEVICE_UNAVAILABLE` naming the remedy and what there is, `INVALID_OPTION` for bad threads, and
 * `WEIGHTS_CORRUPT` when the bytes are no model that ONNX Runtime can load.
 */
export const createSession: CreateSession = async (model, options = {}) => {
  const { device = 'auto', threads } = options
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new InvalidInputError('INVALID_OPTION', `threads: expected a whole number from 1, came ${threads}`)
  }
  if (device === 'wasm') throw await deviceUnavailable(device)
  if (device === 'cuda' && !hasCudaProvider()) throw await deviceUnavailable(device)
  if (device === 'webgpu' && !(await probeDevice(device))) throw await deviceUnavailable(device)
  const ort = await loadRuntime()
  const load = (provider: Provider) => loadSession(ort, model, provider, options)
  if (device === 'cuda' || (device === 'auto' && hasCudaProvider())) {
    try {
      return await load('cuda')
    } catch (error) {
      if (device === 'cuda' && !(await probeDevice('cuda'))) throw await deviceUnavailable(device, error)
      if (device === 'cuda') throw unloadable(error)
    }
  }
  try {
    return await load(device === 'webgpu' ? 'webgpu' : 'cpu')
  } catch (error) {
    throw unloadable(error)
  }
}

const unloadable = (error: unknown): AnimeganError =>
  new AnimeganError(
    'WEIGHTS_CORRUPT',
    `ONNX Runtime cannot load this model: ${error instanceof Error ? error.message.trim() : String(error)}`,
    { cause: error },
  )
