// A strip of faces from one seed to another: latents along the arc between them, conditions straight.
// Run it: node 05-interpolate.mjs [output folder] [weights: name, folder or URL]
import path from 'node:path'
import { lerp, slerp } from '@animegan/core'
import { createGenerator, drawSheet, encodePng, writeFileAtomic } from '@animegan/runtime-node'

const out = process.argv[2] ?? 'out'
const weights = process.argv[3] ?? 'dahlia'
const frames = 8

const generator = await createGenerator({ weights, from: import.meta.url })
try {
  const [from, to] = await generator.generate({ seeds: [3, 4] })
  if (from === undefined || to === undefined) throw new Error('two seeds give two faces')

  /** @param {(t: number) => Float32Array} at */
  const alongTheWay = (at) => {
    const rows = Array.from({ length: frames }, (_, i) => at(i / (frames - 1)))
    return Float32Array.from(rows.flatMap((row) => Array.from(row)))
  }
  const faces = await generator.generate({
    latents: alongTheWay((t) => slerp(from.latent, to.latent, t)),
    conditions: alongTheWay((t) => lerp(from.condition, to.condition, t)),
  })
  const file = path.join(out, 'interpolation.png')
  await writeFileAtomic(file, encodePng(drawSheet(faces, { columns: frames })))
  console.log(`wrote ${file}: ${faces.length} faces from seed ${from.seed} to seed ${to.seed}`)
} finally {
  await generator.dispose()
}
