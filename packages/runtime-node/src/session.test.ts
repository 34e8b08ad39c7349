import type { InferenceSession } from '@animegan/core'
import { expect, test } from 'vitest'
import { hasCudaProvider, listDevices } from './devices.js'
import { createSession } from './session.js'
import { buildTinyModel, tinyConditionSize, tinyLatentSize, tinyResolution } from './testing/tiny-weights.js'

const feeds = (batch: number) => ({
  latent: { data: new Float32Array(batch * tinyLatentSize).fill(0.5), shape: [batch, tinyLatentSize] },
  condition: {
    data: new Float32Array(batch * tinyConditionSize).fill(-1),
    shape: [batch, tinyConditionSize],
  },
})

async function withSession<T>(
  session: InferenceSession,
  use: (session: InferenceSession) => Promise<T>,
): Promise<T> {
  try {
    return await use(session)
  } finally {
    await session.dispose()
  }
}

test('runs a model on any batch, with threads as asked', async () => {
  await withSession(
    await createSession(buildTinyModel('fp32'), { device: 'cpu', threads: 1 }),
    async (session) => {
      expect(session.inputNames).toEqual(['latent', 'condition'])
      expect(session.outputNames).toEqual(['images'])
      for (const batch of [1, 3]) {
        const { images } = await session.run(feeds(batch))
        expect(images?.shape).toEqual([batch, 3, tinyResolution, tinyResolution])
        expect(images?.data.every((value) => value >= -1 && value <= 1)).toBe(true)
      }
    },
  )
})

test('8-bit weights give the same picture as the floats they stand for', async () => {
  const run = async (dtype: 'fp32' | 'int8') =>
    withSession(
      await createSession(buildTinyModel(dtype)),
      async (session) => (await session.run(feeds(1))).images!,
    )
  const [floats, bytes] = [await run('fp32'), await run('int8')]
  const distance = Math.max(...floats.data.map((value, i) => Math.abs(value - bytes.data[i]!)))
  expect(distance).toBeLessThan(1e-5)
})

test('says which input is missing and which shape is not filled', async () => {
  await withSession(await createSession(buildTinyModel('fp32'), { device: 'cpu' }), async (session) => {
    const { latent, condition } = feeds(1)
    await expect(session.run({ latent })).rejects.toThrow('the model needs input condition, but latent came')
    const wrong = { latent: { ...latent, shape: [2, tinyLatentSize] }, condition }
    await expect(session.run(wrong)).rejects.toMatchObject({ code: 'INVALID_SHAPE' })
  })
})

test('refuses bytes that are no model, and bad threads', async () => {
  await expect(createSession(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: 'WEIGHTS_CORRUPT' })
  await expect(createSession(buildTinyModel('fp32'), { threads: 0 })).rejects.toMatchObject({
    code: 'INVALID_OPTION',
  })
})

test('a missing device is refused with the remedy and what there is', async () => {
  await expect(createSession(buildTinyModel('fp32'), { device: 'wasm' })).rejects.toMatchObject({
    code: 'DEVICE_UNAVAILABLE',
    message: expect.stringMatching(/@animegan\/runtime-web.*; available: cpu/),
  })
  const missing = (await listDevices()).filter(({ available }) => !available)
  for (const { device, remedy } of missing) {
    await expect(createSession(buildTinyModel('fp32'), { device })).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      message: expect.stringContaining(remedy!),
    })
  }
  expect(missing.some(({ device }) => device === 'cuda')).toBe(!hasCudaProvider())
})
