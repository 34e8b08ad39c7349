// Serves a review from its TypeScript source, for tests that kill it: `node review-server.mjs FOLDER PORT`.
import { register } from 'tsx/esm/api'

register()
const { animeTags } = await import('@animegan/core')
const { startReview } = await import('../review/start-review.ts')

const [folder, port] = process.argv.slice(2)
const commandFor = (port) => `animegan dataset review ${folder} --port ${port}`
const review = await startReview(folder, { schema: animeTags, port: Number(port), commandFor })
console.log(review.address)
