import { isOnDevice, type TensorValue } from '@animegan/core'
import proto from 'onnx-proto'
import { beforeAll, expect, test } from 'vitest'
import { WebgpuTensor } from './device-tensor.js'
import { createSession } from './session.js'
import { chooseSoftwareAdapter } from './testing/software-adapter.js'

const { onnx } = proto

let missing: string | undefined
beforeAll(async () => {
  missing = await chooseSoftwareAdapter()
})

const shaped = (name: string, shape: number[]) => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim: shape.map((dimValue) => ({ dimValue })) } } },
})

function encode(nodes: object[], inputs: object[], outputs: object[], constants: object[] = []): Uint8Array {
  const graph = { name: 'g', node: nodes, input: inputs, output: outputs, initializer: constants }
  return onnx.ModelProto.encode(
    onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ version: 16 }], graph }),
  ).finish()
}

/** state' = tanh(state), loss = 2 state: a training step with one weight tensor. */
const stepModel = encode(
  [
    { opType: 'Tanh', input: ['state'], output: ['next'] },
    { opType: 'Add', input: ['state', 'state'], output: ['loss'] },
  ],
  [shaped('state', [2, 3])],
  [shaped('next', [2, 3]), shaped('loss', [2, 3])],
)

const start: TensorValue = { data: Float32Array.of(-1, -0.5, 0, 0.25, 0.5, 1), shape: [2, 3] }

function expectClose(value: TensorValue, expected: readonly number[], tolerance = 1e-5) {
  expect(value.data).toHaveLength(expected.length)
  value.data.forEach((x, i) => {
    expect(Math.abs(x - expected[i]!), `value ${i}`).toBeLessThanOrEqual(tolerance)
  })
}

test('a state stays on the device from run to run, the rest comes to memory', async ({ skip }) => {
  if (missing !== undefined) skip(missing)
  const session = await createSession(stepModel, { device: 'webgpu', keepOnDevice: ['next'] })
  const first = await session.runOnDevice!({ state: start })
  expect(isOnDevice(first.loss!)).toBe(false)
  expect(first.next).toBeInstanceOf(WebgpuTensor)
  const second = await session.runOnDevice!({ state: first.next! })
  const expected = Array.from(start.data, Math.tanh)
  expectClose(
    second.loss as TensorValue,
    expected.map((x) => 2 * x),
  )
  const kept = second.next as WebgpuTensor
  expect(kept.shape).toEqual([2, 3])
  expectClose(await kept.read(), expected.map(Math.tanh))

  const plain = await session.run({ state: start })
  expectClose(plain.next!, expected)

  const other = await createSession(stepModel, { device: 'cpu' })
  await expect(other.run({ state: kept as unknown as TensorValue })).rejects.toThrow(
    'input state is on a WebGPU device, but this session computes on cpu: read() the tensor first',
  )
  await other.dispose()
  await session.dispose()
  // What was computed outlives the session that computed it.
  expectClose(await kept.read(), expected.map(Math.tanh))
  kept.dispose()
  kept.dispose()
  await expect(kept.read()).rejects.toMatchObject({ code: 'INVALID_DATA' })
})

test('on the CPU nothing has to be kept', async () => {
  const session = await createSession(stepModel, {
    device: 'cpu',
    keepOnDevice: ['next'],
    releaseMemory: true,
  })
  expect(session.runOnDevice).toBeUndefined()
  expectClose((await session.run({ state: start })).next!, Array.from(start.data, Math.tanh))
  await session.dispose()
})

test('grouped convolutions with nine outputs a group are right', async ({ skip }) => {
  if (missing !== undefined) skip(missing)
  // Each of four channels spread over the nine taps of a 3x3 patch, as filter gradients have it.
  const filter = Float32Array.from({ length: 36 * 9 }, (_, i) => (i % 9 === Math.floor(i / 9) % 9 ? 1 : 0))
  const constant = { name: 'filter', dataType: 1, dims: [36, 1, 3, 3], floatData: Array.from(filter) }
  const attribute = [
    { name: 'group', type: 2, i: 4 },
    { name: 'pads', type: 7, ints: [1, 1, 1, 1] },
  ]
  const model = encode(
    [{ opType: 'Conv', input: ['x', 'filter'], output: ['patches'], attribute }],
    [shaped('x', [1, 4, 4, 4])],
    [shaped('patches', [1, 36, 4, 4])],
    [constant],
  )
  const x = { data: Float32Array.from({ length: 64 }, (_, i) => Math.sin(i + 1)), shape: [1, 4, 4, 4] }
  const run = async (device: 'cpu' | 'webgpu') => {
    const session = await createSession(model, { device })
    const { patches } = await session.run({ x })
    await session.dispose()
    return patches!
  }
  expectClose(await run('webgpu'), Array.from((await run('cpu')).data), 1e-6)
})
