// Draws faces with installed weights, writes a sheet and reads back what the PNG says about itself.
// Run it: node 03-draw-a-face.mjs [output folder] [weights: name, folder or URL]
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  createGenerator,
  drawSheet,
  encodePng,
  readPictureRecord,
  recordPicture,
  writeFileAtomic,
} from '@animegan/runtime-node'

const out = process.argv[2] ?? 'out'
const weights = process.argv[3] ?? 'dahlia'

const generator = await createGenerator({ weights, from: import.meta.url })
try {
  const { manifest } = generator
  console.log(`${manifest.name} ${manifest.version}, licence ${manifest.licence}`)

  // Hair and eye colour are exclusive: where the tags leave one open, the seed decides.
  const faces = await generator.generate({ tags: 'blonde hair, smile', seed: 7, count: 4, truncation: 0.8 })
  for (const { seed, tags } of faces) console.log(`seed ${seed}: ${tags.join(', ')}`)

  const file = path.join(out, 'blonde.png')
  const text = recordPicture({ faces, weights: generator.weights, columns: 2 })
  await writeFileAtomic(file, encodePng(drawSheet(faces, { columns: 2 }), { text }))
  const record = readPictureRecord(await readFile(file))
  console.log(`${file} holds ${record?.faces.length} faces by ${record?.weights.name}`)
} finally {
  await generator.dispose()
}
