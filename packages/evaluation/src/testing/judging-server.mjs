// Serves a page for judging from its TypeScript source, for tests that kill it: `node judging-server.mjs FOLDER PORT`.
import { register } from 'tsx/esm/api'

register()
const { startJudging } = await import('../judging/start-judging.ts')

const [folder, port] = process.argv.slice(2)
const commandFor = (port) => `animegan evaluate judge --out ${folder} --port ${port}`
const judging = await startJudging(folder, { port: Number(port), commandFor })
console.log(judging.address)
