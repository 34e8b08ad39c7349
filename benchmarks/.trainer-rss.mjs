import { createSession } from '@animegan/runtime-node'
import { initialState, Trainer, trainingPreset } from '@animegan/train'
const [keep = 'release', batch = '32'] = process.argv.slice(2)
const config = { ...trainingPreset('lite-64', 1), batchSize: +batch }
const n = 64, side = 64
const data = { size: n, resolution: side, tagSchema: config.tags, images: new Uint8Array(n * side * side * 3).map((_, i) => (i * 37) % 256), conditions: Float32Array.from({ length: n * 34 }, (_, i) => (i % 4 ? -1 : 1)) }
const trainer = await Trainer.create(config, data, { state: initialState(config), step: 0 }, createSession, { device: 'cpu', threads: 2, ...(keep === 'keep' ? { releaseMemory: false } : {}) })
const mb = (x) => (x / 2 ** 20).toFixed(0)
console.log(keep, 'created', mb(process.memoryUsage.rss()), 'max', (process.resourceUsage().maxRSS / 1024).toFixed(0))
for (let i = 0; i < 6; i++) { await trainer.advance(); console.log(i, 'rss', mb(process.memoryUsage.rss()), 'max MiB', (process.resourceUsage().maxRSS / 1024).toFixed(0)) }
process.exit(0)
