import { execFile, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const script = fileURLToPath(new URL('peer.py', import.meta.url))

/** The first Python that has PyTorch: the system's, or the one on the path. Undefined when none has. */
export async function findTorch() {
  for (const python of ['/usr/bin/python3', 'python3']) {
    try {
      await promisify(execFile)(python, ['-c', 'import torch'])
      return python
    } catch {}
  }
  return undefined
}

/**
 * @typedef {Record<string, import('@animegan/core').TensorValue>} Tensors
 * @typedef {{ metrics: Record<string, number>, milliseconds: number }} Update
 */

/**
 * PyTorch in a process of its own, which does the same updates as we do and is told when.
 * @param {string} python
 */
export function startTorch(python) {
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  /** @param {object} message */
  const ask = async (message) => {
    child.stdin.write(`${JSON.stringify(message)}\n`)
    const { value, done } = await lines.next()
    if (done) throw new Error('the PyTorch peer ended; what went wrong is above')
    return JSON.parse(value)
  }
  return {
    /**
     * @param {{ config: object, state: Tensors, batch: Tensors, threads: number }} training
     * @returns {Promise<{ version: string, threads: number, parameters: Record<'generator' | 'discriminator', number> }>}
     */
    load: ({ config, state, batch, threads }) =>
      ask({ command: 'load', config, threads, state: encode(state), batch: encode(batch) }),
    /**
     * @param {string} step plain, penalised or generator
     * @returns {Promise<Update>}
     */
    run: (step) => ask({ command: 'run', step }),
    /** Peak memory of the process in bytes. */
    readPeak: async () => /** @type {number} */ ((await ask({ command: 'usage' })).peak),
    stop: () => child.stdin.end(),
  }
}

/** @param {Tensors} tensors */
function encode(tensors) {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { data, shape }]) => [
      name,
      { shape, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') },
    ]),
  )
}
