import { animeTags, createRandom } from '@animegan/core'

/**
 * The files of Illustration2Vec by name, with two channels in the place of up to 1024: Caffe models of random weights, about a
 * megabyte, and the list of tags.
 */
export function buildTinyIllustration2Vec(seed: number): Record<string, Buffer> {
  const random = createRandom(seed, 'illustration2vec')
  const weights = (...shape: number[]): Buffer => {
    const size = shape.reduce((a, b) => a * b)
    const data = Float32Array.from({ length: size }, () => random.normal() * (size === shape[0] ? 0.1 : 0.4))
    return bytes(7, bytes(5, Buffer.from(data.buffer)), bytes(7, ...shape.map((side) => number(1, side))))
  }
  const layer = (name: string, type: string, bottom: string, top: string, ...rest: Buffer[]): Buffer =>
    bytes(100, ...[name, type, bottom, top].map((text, i) => bytes(i + 1, Buffer.from(text))), ...rest)
  const convolution = (name: string, bottom: string, inputs: number, outputs: number): Buffer => {
    const settings = bytes(106, number(1, outputs), number(3, 1), number(4, 3))
    return layer(
      name,
      'Convolution',
      bottom,
      name,
      settings,
      weights(outputs, inputs, 3, 3),
      weights(outputs),
    )
  }
  const trunk = (): Buffer[] => {
    let bottom = 'data'
    return [1, 1, 2, 2, 2, 3].flatMap((count, block) => {
      const layers = Array.from({ length: count }, (_, i) => {
        const name = `conv${block + 1}_${i + 1}`
        const layers = [
          convolution(name, bottom, bottom === 'data' ? 3 : 2, 2),
          layer(`relu ${name}`, 'ReLU', name, name),
        ]
        bottom = name
        return layers
      }).flat()
      if (block === 5) return layers
      const pool = layer(
        `pool${block}`,
        'Pooling',
        bottom,
        `pool${block}`,
        bytes(121, number(2, 2), number(3, 2)),
      )
      bottom = `pool${block}`
      return [...layers, pool]
    })
  }
  const names = Array.from({ length: 1539 }, (_, index) => `tag ${index}`)
  for (const { illustration2vec } of animeTags.tags) names[illustration2vec!.index] = illustration2vec!.name
  const encode = [bytes(117, number(1, 4096)), weights(4096, 98), weights(4096)]
  return {
    'illust2vec_tag_ver200.caffemodel': Buffer.concat([
      ...trunk(),
      convolution('conv6_4', 'conv6_3', 2, 1539),
    ]),
    'illust2vec_ver200.caffemodel': Buffer.concat([
      ...trunk(),
      layer('encode1', 'InnerProduct', 'conv6_3', 'encode1', ...encode),
    ]),
    'tag_list.json': Buffer.from(JSON.stringify(names)),
  }
}

/** A field of a protobuf message that holds a text, floats or a message. */
function bytes(field: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([varint(field * 8 + 2), varint(content.length), content])
}

const number = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)])

function varint(value: number): Buffer {
  const digits: number[] = []
  for (; value > 127; value = Math.floor(value / 128)) digits.push((value % 128) | 128)
  return Buffer.from([...digits, value])
}
