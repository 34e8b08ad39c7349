import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeRuntime } from '@animegan/core/testing'
import { createGenerator } from './generator.js'

const weights = dirname(fileURLToPath(import.meta.resolve('@animegan/weights-synthetic/manifest.json')))

describeRuntime('runtime-node', async (scenario) => {
  await using generator = await createGenerator({ weights, device: 'cpu' })
  return JSON.parse(JSON.stringify(await scenario(generator)))
})
