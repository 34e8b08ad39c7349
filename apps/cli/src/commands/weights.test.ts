import { join } from 'node:path'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
let weights: string

beforeAll(async () => {
  weights = join(cli.root, 'weights')
  await writeTinyWeights(weights)
})

test('verify, info and list say what there is', async () => {
  const verified = await cli.animegan('weights', 'verify', weights)
  expect(verified.stdout).toMatch(/^ok {2}model-fp32\.onnx .*\nok {2}model-int8\.onnx .*\n$/)
  const info = await cli.animegan('weights', 'info', weights)
  expect(info.stdout).toMatch(
    /^weights +tiny 1\.0\.0\n[\s\S]*licence +MIT\n[\s\S]*\nfrom: .*\bseed 1\b.*\ntags \(34\): blonde hair, /,
  )
  const { stdout } = await cli.animegan('weights', 'info', weights, '--json')
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'animegan.weights/1', name: 'tiny' })
  expect(Array.isArray(JSON.parse((await cli.animegan('weights', 'list', '--json')).stdout))).toBe(true)
})
