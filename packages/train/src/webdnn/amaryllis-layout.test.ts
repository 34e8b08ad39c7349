import { existsSync, readFileSync } from 'node:fs'
import { listParameters } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { amaryllis, amaryllisArchitecture, listAmaryllisArrays } from './amaryllis-layout.js'

const arrays = listAmaryllisArrays()
const offsetOf = (name: string) => arrays.find((array) => array.name === name)?.offset

describe('listAmaryllisArrays', () => {
  it('has every parameter once, in its shape, and fills the file', () => {
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
    expect(arrays.map(({ name, shape }) => ({ name, shape })).sort(byName)).toEqual(
      listParameters(amaryllisArchitecture)
        .map(({ name, shape }) => ({ name, shape }))
        .sort(byName),
    )
    let end = 0
    for (const { offset, size } of arrays) {
      expect(offset).toBe(end)
      end += size
    }
    expect(end).toBe(amaryllis.floats)
  })

  it('places the irregular ones', () => {
    const known = {
      'upsample.2.norm.variance': 0,
      'trunk.norm.mean': 256,
      'blocks.0.norm1.mean': 4096,
      'input.norm.mean': 4160,
      'input.dense.weight': 20_544,
      'input.norm.variance': 2_691_136,
      'blocks.4.norm1.mean': 3_073_664,
      'blocks.4.norm2.variance': 3_110_912,
      'blocks.5.norm1.mean': 3072,
      'upsample.0.norm.mean': 4_111_104,
      'output.conv.bias': 4_422_656,
    }
    expect(Object.fromEntries(Object.keys(known).map((name) => [name, offsetOf(name)]))).toEqual(known)
  })

  const layoutFile = new URL('../../../../../shared/amaryllis/layout.json', import.meta.url)

  it.skipIf(!existsSync(layoutFile))('agrees with the analysed file (needs ../shared/amaryllis)', () => {
    const { layers } = JSON.parse(readFileSync(layoutFile, 'utf8')) as {
      layers: ({ name: string } & Record<string, { offset: number }>)[]
    }
    const known = new Map<string, number>()
    for (const { name, ...entries } of layers) {
      for (const [role, { offset }] of Object.entries(entries)) known.set(rename(name, role), offset)
    }
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(arrays.map((a) => [a.name, a.offset])))
  })
})

/** Name of a layer and array in that analysis to ours. */
function rename(layer: string, array: string): string {
  const role = array.replace('bn.', '')
  const isNorm = role !== array
  const block = /^block(\d+)\.conv(\d)$/.exec(layer)
  if (block) return `blocks.${Number(block[1])}.${isNorm ? 'norm' : 'conv'}${block[2]}.${role}`
  const upsample = /^upsample(\d)$/.exec(layer)
  if (upsample) return `upsample.${Number(upsample[1]) - 1}.${isNorm ? 'norm' : 'conv'}.${role}`
  const prefix = layer === 'post_residual' ? 'trunk' : layer
  return `${prefix}.${isNorm ? 'norm' : layer === 'input' ? 'dense' : 'conv'}.${role}`
}
