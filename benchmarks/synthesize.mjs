// How fast a synthetic data set is drawn: by the command's own function, with its workers, and by one thread.
// `node benchmarks/synthesize.mjs [PICTURES]`
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawFace, planImage, synthesizeDataset } from '@animegan/dataset'
import { readCount } from './measure.mjs'
import { printHeader, printTable } from './report.mjs'

const count = readCount(600)
const size = 64
printHeader(`Synthetic faces of ${size} x ${size}`)
const folder = await mkdtemp(join(tmpdir(), 'animegan-benchmark-'))
try {
  drawFace({ tags: [], seed: 1, size })
  const drawn = await measure(() => {
    for (let i = 0; i < count; i++) drawFace({ ...planImage(1, i, 'uniform'), size })
  })
  const written = await measure(() => synthesizeDataset({ count, size, seed: 1, out: join(folder, 'faces') }))
  printTable([
    [`${count} pictures`, 'pictures a second', 'target'],
    ['drawn, one thread', drawn.toFixed(0), ''],
    [`drawn and written, ${availableParallelism()} cores`, written.toFixed(0), '60'],
  ])
} finally {
  await rm(folder, { recursive: true, force: true })
}

/**
 * Pictures a second.
 * @param {() => unknown} work
 */
async function measure(work) {
  const start = performance.now()
  await work()
  return (1000 * count) / (performance.now() - start)
}
