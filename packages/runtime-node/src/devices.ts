import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Device } from '@animegan/core'

/** A device that this package knows, and whether a session can compute on it here. */
export interface DeviceReport {
  device: Exclude<Device, 'auto'>
  available: boolean
  /** Why it is missing and what to do; absent when it is available. */
  remedy?: string
}

const require = createRequire(import.meta.url)

const cudaProviders: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'libonnxruntime_providers_cuda.so',
  win32: 'onnxruntime_providers_cuda.dll',
}

/** Whether ONNX Runtime's CUDA part lies beside its binding: looking is free, loading it takes long and may log. */
export function hasCudaProvider(): boolean {
  const name = cudaProviders[process.platform]
  if (!name) return false
  const root = dirname(require.resolve('onnxruntime-node/package.json'))
  return existsSync(join(root, 'bin/napi-v6', process.platform, process.arch, name))
}

export const remedies: Record<'cuda' | 'webgpu' | 'wasm', string> = {
  cuda:
    'CUDA needs Linux on x64, an NVIDIA GPU with its driver, CUDA 12 with cuDNN 9, and the CUDA files of ONNX Runtime ' +
    '1.30, which `npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12` fetches',
  webgpu:
    'WebGPU needs a GPU with a driver for Vulkan (Linux), Metal (macOS) or Direct3D 12 (Windows); on Linux also ' +
    "Vulkan's loader, for example Debian's packages libvulkan1 and, unless the GPU is NVIDIA's, mesa-vulkan-drivers",
  wasm: 'wasm is for browsers: use @animegan/runtime-web there, and cpu here, which is faster',
}

/** The smallest model there is, y = tanh(x) on one number, as ONNX: made once with onnx-proto. */
const probeModel = 'CAg6MwoMCgF4EgF5IgRUYW5oEgFnWg8KAXgSCgoICAESBAoCCAFiDwoBeRIKCggIARIECgIIAUICEBE='

const probeScript = `
const [entry, device, model] = process.argv.slice(1)
const ort = require(entry)
ort.InferenceSession.create(Buffer.from(model, 'base64'), { executionProviders: [device] }).then(
  () => process.exit(0),
  () => process.exit(1),
)`

const probed = new Map<string, Promise<boolean>>()

/**
 * Whether a session starts on a device, tried once a process and in a child process: drivers write on stderr and now and
 * then take the process with them.
 */
export function probeDevice(device: 'cuda' | 'webgpu'): Promise<boolean> {
  if (device === 'cuda' && !hasCudaProvider()) return Promise.resolve(false)
  let answer = probed.get(device)
  if (!answer) {
    const script = ['-e', probeScript, require.resolve('onnxruntime-node'), device, probeModel]
    answer = promisify(execFile)(process.execPath, script, { timeout: 60_000 }).then(
      () => true,
      () => false,
    )
    probed.set(device, answer)
  }
  return answer
}

/** Every device that Node can have, and whether this machine has it. Takes up to some seconds where there are GPU drivers. */
export async function listDevices(): Promise<DeviceReport[]> {
  const found = await Promise.all([probeDevice('cuda'), probeDevice('webgpu')])
  const report = (device: 'cuda' | 'webgpu', available: boolean): DeviceReport =>
    available ? { device, available } : { device, available, remedy: remedies[device] }
  return [{ device: 'cpu', available: true }, report('cuda', found[0]), report('webgpu', found[1])]
}
