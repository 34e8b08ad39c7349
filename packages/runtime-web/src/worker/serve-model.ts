import type { TensorValue } from '@animegan/core'
import type * as Ort from 'onnxruntime-web'
import { describeDifference, sampleOutputs } from './output-sample.js'
import type {
  DeviceCheck,
  OpenedModel,
  OpenRequest,
  WorkerMessage,
  WorkerRequest,
} from './worker-messages.js'

type Runtime = typeof Ort
type Tensors = Record<string, TensorValue>

/** The part of a worker's global scope that is used here. */
declare const self: {
  name: string
  onmessage: ((event: { data: WorkerRequest }) => void) | null
  postMessage(message: WorkerMessage, transfer?: Transferable[]): void
}

/**
 * Answers the page's requests with ONNX Runtime: one model, one run after another. The threads of ONNX Runtime start the
 * same script; there this does nothing.
 */
export function serveModel(ort: Runtime): void {
  if (self.name.startsWith('em-pthread')) return
  let session: Promise<Ort.InferenceSession> | undefined
  let device: OpenRequest['device'] | undefined
  let last: Promise<unknown> = Promise.resolve()
  const answer = async (request: WorkerRequest): Promise<void> => {
    try {
      if (request.kind === 'open') {
        device = request.device
        session = openSession(ort, request)
        self.postMessage({
          kind: 'answer',
          id: request.id,
          value: await describeModel(ort, await session, request),
        })
        return
      }
      if (!session) throw new Error('no model is open')
      const value = await runModel(ort, await session, request.feeds)
      if (device === 'webgpu') assertFinite(value)
      self.postMessage({ kind: 'answer', id: request.id, value }, listBuffers(value))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      self.postMessage({ kind: 'failure', id: request.id, message, invalidInput: isInvalidInput(message) })
    }
  }
  self.onmessage = ({ data }) => {
    last = last.then(() => answer(data))
  }
  self.postMessage({ kind: 'ready' })
}

/** ONNX Runtime's INVALID_ARGUMENT, INVALID_PROTOBUF and INVALID_GRAPH: trying again is useless. */
const isInvalidInput = (message: string): boolean => /ERROR_CODE: (2|7|10)\b/.test(message)

async function openSession(ort: Runtime, request: OpenRequest): Promise<Ort.InferenceSession> {
  const { device, threads, model, binary, lock } = request
  if (lock) await holdLock(lock)
  ort.env.logLevel = 'fatal'
  ort.env.wasm.wasmBinary = binary
  ort.env.wasm.numThreads = threads
  const session = await createSession(ort, model, device)
  if (device === 'webgpu') {
    const gpu = await ort.env.webgpu.device
    gpu.lost.then(
      ({ message, reason }) => self.postMessage({ kind: 'lost', message: message || reason }),
      () => undefined,
    )
  }
  return session
}

const createSession = (ort: Runtime, model: Uint8Array, device: 'webgpu' | 'wasm') =>
  ort.InferenceSession.create(model, {
    // Grouped convolutions come out wrong in channels-last, WebGPU's default; docs/guide/devices.md says more.
    executionProviders: [device === 'webgpu' ? { name: 'webgpu', preferredLayout: 'NCHW' } : 'wasm'],
    logSeverityLevel: 4,
    // Without this, 8-bit weights are unpacked at every run.
    extra: { session: { disable_quant_qdq: '1' } },
  })

/** Resolves when the lock is held; it is let go by the end of this worker, however that comes. */
const holdLock = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    navigator.locks
      .request(name, () => {
        resolve()
        return new Promise(() => undefined)
      })
      .catch(reject)
  })

async function describeModel(
  ort: Runtime,
  session: Ort.InferenceSession,
  { model, check }: OpenRequest,
): Promise<OpenedModel> {
  const { inputNames, outputNames } = session
  const names = { inputNames: [...inputNames], outputNames: [...outputNames] }
  if (!check) return names
  const expected = check.expected ?? (await computeOnCpu(ort, model, check))
  const difference = describeDifference(sampleOutputs(await runModel(ort, session, check.feeds)), expected)
  if (difference) throw new Error(`it computes a known picture wrongly: ${difference}`)
  return { ...names, expected }
}

/** The runtime for WebGPU has a CPU part as well, which is what WebGPU is compared with. */
async function computeOnCpu(ort: Runtime, model: Uint8Array, { feeds }: DeviceCheck): Promise<Float32Array> {
  const session = await createSession(ort, model, 'wasm')
  try {
    return sampleOutputs(await runModel(ort, session, feeds))
  } finally {
    await session.release()
  }
}

async function runModel(ort: Runtime, session: Ort.InferenceSession, feeds: Tensors): Promise<Tensors> {
  const outputs = await session.run(
    Object.fromEntries(session.inputNames.map((name) => [name, toTensor(ort, feeds[name]!)])),
  )
  return Object.fromEntries(
    session.outputNames.map((name) => {
      const { data, dims } = outputs[name]!
      return [name, { data: data as TensorValue['data'], shape: [...dims] }]
    }),
  )
}

/** A broken driver shows itself in NaN: better no picture than half of one. */
function assertFinite(outputs: Tensors): void {
  for (const [name, { data }] of Object.entries(outputs)) {
    const broken = data.find((value) => !Number.isFinite(value))
    if (broken !== undefined) throw new Error(`output ${name} holds ${broken}`)
  }
}

function toTensor(ort: Runtime, { data, shape }: TensorValue): Ort.Tensor {
  if (data instanceof Float32Array) return new ort.Tensor('float32', data, shape)
  if (data instanceof Int32Array) return new ort.Tensor('int32', data, shape)
  return new ort.Tensor('uint8', data, shape)
}

const listBuffers = (tensors: Tensors): ArrayBuffer[] =>
  Object.values(tensors).flatMap(({ data: { buffer } }) => (buffer instanceof ArrayBuffer ? [buffer] : []))
