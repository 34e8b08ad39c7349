// The whole path, small: draws 64 tagged pictures, trains the smallest preset on them for a few steps, exports weights and
// draws with them. So few steps give coloured noise; thousands give faces.
// Run it: node 04-synthesise-and-train.mjs [output folder] [steps]
import { existsSync } from 'node:fs'
import path from 'node:path'
import { loadTrainingData, synthesizeDataset } from '@animegan/dataset'
import { createGenerator, createSession, drawSheet, encodePng, writeFileAtomic } from '@animegan/runtime-node'
import {
  listCheckpoints,
  readCheckpoint,
  readGroup,
  resumeRun,
  startRun,
  trainingPreset,
  writeWeights,
} from '@animegan/train'

const out = process.argv[2] ?? 'out'
const steps = Number(process.argv[3] ?? 4)
const run = path.join(out, 'run')

// 1. Data: the same seed draws the same pictures. A folder that was begun is continued.
const folder = path.join(out, 'faces-32')
await synthesizeDataset({ count: 64, size: 32, seed: 1, out: folder })

// 2. Training. Steps are counted from the start of the run, so a second call with more steps goes on where it was.
const config = trainingPreset('tiny-32', 3)
const { generator: architecture, tags } = config
const data = await loadTrainingData(folder, { resolution: architecture.resolution, schema: tags })
/** @type {import('@animegan/train').TrainRunOptions} */
const options = {
  run,
  data,
  steps,
  createSession,
  reportEvery: 2,
  onProgress: ({ step, imagesSeen, metrics }) => {
    const tagsRight = (100 * (metrics['discriminator/accuracyTags'] ?? 0)).toFixed(0)
    console.log(`step ${step}: ${imagesSeen} pictures seen, ${tagsRight}% of the tags recognised`)
  },
}
if (existsSync(path.join(run, 'config.json'))) await resumeRun(options)
else await startRun(config, options)

// 3. Export: the averaged generator of the newest checkpoint, in three precisions.
const newest = (await listCheckpoints(run)).at(-1)
if (newest === undefined) throw new Error(`${run} has no checkpoint`)
const { step, state } = await readCheckpoint(newest.path)
const weights = path.join(out, 'weights')
const manifest = await writeWeights({
  out: weights,
  architecture,
  parameters: readGroup(state, 'average', architecture),
  tags,
  description: { name: 'example', version: '0.1.0', licence: 'CC0-1.0', provenance: { steps: step } },
})
for (const { path: file, bytes } of manifest.files) console.log(`${file}: ${bytes} bytes`)

// 4. Drawing, with the smallest file.
const generator = await createGenerator({ weights, dtype: 'int8' })
try {
  const faces = await generator.generate({ seed: 1, count: 4 })
  await writeFileAtomic(path.join(out, 'trained.png'), encodePng(drawSheet(faces)))
  console.log('wrote', path.join(out, 'trained.png'))
} finally {
  await generator.dispose()
}
