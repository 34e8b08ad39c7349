import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodePng } from '@animegan/runtime-node'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
let weights: string

beforeAll(async () => {
  weights = join(cli.root, 'weights')
  await writeTinyWeights(weights)
})

test('draws 16 different faces, prints their tags, and repeats its bytes', async () => {
  const { code, stdout, stderr } = await cli.animegan('demo', '--weights', weights)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^seed {2}tags\n1 +\w+/)
  expect(stdout).toMatch(
    /wrote out\/demo\.png: 16 faces.*\nlicence of the pictures: MIT\n[\s\S]*Try next:[\s\S]*generate --tags/,
  )
  const first = await readFile(join(cli.work, 'out/demo.png'))
  await cli.animegan('demo', '--weights', weights)
  expect(first.equals(await readFile(join(cli.work, 'out/demo.png')))).toBe(true)
  const { data, width } = decodePng(first)
  const faces = new Set<string>()
  for (let cell = 0; cell < 16; cell++) {
    const start = (Math.floor(cell / 4) * 8 * width + (cell % 4) * 8) * 4
    faces.add(data.subarray(start, start + 32).join())
  }
  expect(faces.size).toBe(16)
})
