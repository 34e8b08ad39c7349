import { type DiscriminatorSpec, listParameters } from '@animegan/core'
import { concat, setBackend, type Tensor2D, type Tensor4D, tensor, zeros } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { initialiseParameters } from '../parameters.js'
import { randomTensor } from '../testing/random-array.js'
import { tinyConfig } from '../testing/tiny-config.js'
import { applyDiscriminator } from './discriminator.js'

beforeAll(async () => {
  await setBackend('cpu')
})

function fresh(spec: DiscriminatorSpec) {
  const arrays = initialiseParameters(spec, 3, 'kaiming')
  return Object.fromEntries(
    listParameters(spec).map(({ name, shape }) => [name, tensor(arrays[name]!, shape)]),
  )
}

const tags = (batch: number) => randomTensor([batch, 7], 5) as Tensor2D

describe('applyDiscriminator', () => {
  const spec = tinyConfig.discriminator

  it('gives a logit a picture and a logit a tag', () => {
    const judgement = applyDiscriminator(
      spec,
      fresh(spec),
      randomTensor([3, 16, 16, 3], 1) as Tensor4D,
      tags(3),
    )
    expect(judgement.adversarial.shape).toEqual([3])
    expect(judgement.tags.shape).toEqual([3, 7])
    const values = [...judgement.adversarial.dataSync(), ...judgement.tags.dataSync()]
    expect(values.every(Number.isFinite)).toBe(true)
    expect(values.some((value) => value < 0) && values.some((value) => value > 0)).toBe(true)
  })

  it('judges each picture by itself', () => {
    const parameters = fresh(spec)
    const images = randomTensor([2, 16, 16, 3], 1) as Tensor4D
    const together = applyDiscriminator(spec, parameters, images, tags(2))
    const alone = applyDiscriminator(spec, parameters, images.slice([1], [1]), tags(2).slice([1], [1]))
    expect(alone.adversarial.dataSync()[0]).toBeCloseTo(together.adversarial.dataSync()[1]!, 5)
    alone.tags.dataSync().forEach((logit, i) => {
      expect(logit).toBeCloseTo(together.tags.dataSync()[7 + i]!, 5)
    })
  })

  it('reads the last map in the order channel, y, x', () => {
    // The filters copy red and blue of each patch's first pixel; the head of the tags copies the features.
    const copying: DiscriminatorSpec = {
      kind: 'resnet',
      conditionSize: 8,
      resolution: 4,
      stages: [{ channels: 2, kernel: 2, blocks: 0 }],
      leak: 0.2,
      deviationGroup: 0,
      projection: false,
    }
    const filter = new Float32Array(2 * 2 * 3 * 2)
    filter[0 * 2 + 0] = 1
    filter[2 * 2 + 1] = 1
    const identity = Float32Array.from({ length: 64 }, (_, i) => (i % 9 === 0 ? 1 : 0))
    const parameters = {
      'stages.0.down.weight': tensor(filter, [2, 2, 3, 2]),
      'stages.0.down.bias': zeros([2]),
      'heads.adversarial.weight': zeros([8, 1]),
      'heads.adversarial.bias': zeros([1]),
      'heads.tags.weight': tensor(identity, [8, 8]),
      'heads.tags.bias': zeros([8]),
    }
    const pixel = (y: number, x: number, c: number) => 100 * (c + 1) + 10 * y + x
    const images = Float32Array.from({ length: 48 }, (_, i) =>
      pixel(Math.floor(i / 12), Math.floor(i / 3) % 4, i % 3),
    )
    const { tags } = applyDiscriminator(copying, parameters, tensor(images, [1, 4, 4, 3]), zeros([1, 8]))
    expect(Array.from(tags.dataSync())).toEqual([100, 102, 120, 122, 300, 302, 320, 322])
  })
  it('sees what a group of neighbours has in common, and nothing of the next group', () => {
    const grouped = { ...spec, deviationGroup: 2 }
    const parameters = fresh(grouped)
    const images = randomTensor([4, 16, 16, 3], 1) as Tensor4D
    const judge = (x: Tensor4D) =>
      Array.from(applyDiscriminator(grouped, parameters, x, tags(4)).adversarial.dataSync())
    const [first, second, ...rest] = judge(images)
    // The second picture becomes the first: only their group may notice.
    const repeated = concat([
      images.slice([0], [1]),
      images.slice([0], [1]),
      images.slice([2], [2]),
    ]) as Tensor4D
    const [again, copy, ...others] = judge(repeated)
    expect(again).not.toBeCloseTo(first!, 4)
    expect(copy).toBeCloseTo(again!, 5)
    expect(copy).not.toBeCloseTo(second!, 4)
    expect(others).toEqual(rest)
  })

  it('gives the deviation of the group as a channel: 0 for equal pictures', () => {
    const grouped = { ...spec, deviationGroup: 2 }
    const parameters = fresh(grouped)
    const filter = parameters['stages.1.down.weight']!
    expect(filter.shape[2]).toBe(spec.stages[0]!.channels + 1)
    const image = randomTensor([1, 16, 16, 3], 1) as Tensor4D
    const equal = concat([image, image]) as Tensor4D
    const plain = {
      ...parameters,
      'stages.1.down.weight': filter.slice([0, 0, 0, 0], [-1, -1, spec.stages[0]!.channels, -1]),
    }
    const withChannel = applyDiscriminator(grouped, parameters, equal, tags(2)).adversarial.dataSync()
    const without = applyDiscriminator(spec, plain, equal, tags(2)).adversarial.dataSync()
    expect(Array.from(withChannel)).toEqual(Array.from(without, (logit) => expect.closeTo(logit, 3)))
  })

  it('projects the condition on the features when told so', () => {
    const projecting = { ...spec, projection: true }
    const parameters = fresh(projecting)
    const images = randomTensor([2, 16, 16, 3], 1) as Tensor4D
    const judge = (c: Tensor2D) => applyDiscriminator(projecting, parameters, images, c)
    const { adversarial, maps } = judge(tags(2))
    const embedded = tags(2).matMul(parameters['heads.projection.weight'] as Tensor2D)
    const expected = judge(zeros([2, 7])).adversarial.add(embedded.mul(maps.at(-1)!.mean([1, 2])).sum(1))
    expect(Array.from(adversarial.dataSync())).toEqual(
      Array.from(expected.dataSync(), (logit) => expect.closeTo(logit, 4)),
    )
  })
})
