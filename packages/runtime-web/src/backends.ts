import { AnimeganError, type Device, InvalidInputError } from '@animegan/core'

/** What a session can compute on. */
export interface Backend {
  name: 'webgpu' | 'wasm'
  /** Of the CPU; 1 on WebGPU. */
  threads: number
  /** Why there is nothing better; for people. Undefined when nothing better was asked for. */
  reason?: string | undefined
}

/** A device that this package knows, and whether a session can compute on it here. */
export interface DeviceReport {
  device: 'webgpu' | 'wasm'
  available: boolean
  /** Why it is missing and what to do; absent when it is available. */
  remedy?: string
}

/** Backends to try, the best first. */
export type BackendChoice = readonly [Backend, ...Backend[]]

/** More threads than this rarely help a picture of this size, and take cores from the page. */
const mostThreads = 4

/** Both devices that a browser can have, and whether this page has them. */
export async function listDevices(): Promise<DeviceReport[]> {
  const missing = (await findAdapter({ software: true })).missing
  return [
    missing ? { device: 'webgpu', available: false, remedy: missing } : { device: 'webgpu', available: true },
    { device: 'wasm', available: true },
  ]
}

/**
 * What to try for a device. `auto`: WebGPU where there is a GPU, then WebAssembly with threads where the page may have them, then
 * with one. Throws `DEVICE_UNAVAILABLE` for WebGPU where there is no adapter and for devices of Node, `INVALID_OPTION` for bad threads.
 */
export async function chooseBackends(device: Device, threads: number | undefined): Promise<BackendChoice> {
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new InvalidInputError('INVALID_OPTION', `threads: expected a whole number from 1, came ${threads}`)
  }
  if (device === 'cpu' || device === 'cuda') {
    throw new AnimeganError(
      'DEVICE_UNAVAILABLE',
      `device ${device} is for Node: use @animegan/runtime-node there; a browser has webgpu and wasm`,
    )
  }
  const { missing } = device === 'wasm' ? {} : await findAdapter({ software: device === 'webgpu' })
  if (device === 'webgpu') {
    if (!missing) return [{ name: 'webgpu', threads: 1 }]
    throw new AnimeganError('DEVICE_UNAVAILABLE', `device webgpu is not available here: ${missing}`)
  }
  const onCpu = listWasmBackends(threads ?? Math.min(mostThreads, navigator.hardwareConcurrency))
  if (device === 'auto' && !missing) return [{ name: 'webgpu', threads: 1 }, ...onCpu]
  const [best, ...others] = onCpu
  return [{ ...best, reason: joinReasons([missing, best.reason]) }, ...others]
}

/** Reasons as one text; undefined when there is none. */
export const joinReasons = (reasons: readonly (string | undefined)[]): string | undefined =>
  reasons.filter((reason) => reason !== undefined).join('; ') || undefined

function listWasmBackends(threads: number): BackendChoice {
  const one: Backend = { name: 'wasm', threads: 1 }
  if (threads === 1) return [one]
  if (globalThis.crossOriginIsolated) return [{ name: 'wasm', threads }, one]
  const reason =
    'one thread: the page is not cross-origin isolated; send it with Cross-Origin-Opener-Policy: same-origin and ' +
    'Cross-Origin-Embedder-Policy: require-corp or credentialless'
  return [{ ...one, reason }]
}

/** Looks for a WebGPU adapter; `software` also takes one that computes on the CPU, which is slower than WebAssembly. */
async function findAdapter({ software }: { software: boolean }): Promise<{ missing?: string }> {
  if (!('gpu' in navigator)) {
    return {
      missing: globalThis.isSecureContext
        ? 'WebGPU: this browser has none'
        : 'WebGPU: only pages from https or localhost have it',
    }
  }
  const adapter = await navigator.gpu.requestAdapter().catch(() => null)
  if (!adapter) return { missing: 'WebGPU: the browser found no adapter, as without a GPU or its driver' }
  if (!software && adapter.info.isFallbackAdapter)
    return { missing: 'WebGPU: there is only a software adapter' }
  return {}
}
