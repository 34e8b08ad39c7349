import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
let weights: string
beforeAll(async () => {
  weights = join(cli.root, 'weights')
  await writeTinyWeights(weights)
})
const judge = (...args: string[]) => cli.animegan('evaluate', 'judge', ...args)

/** Starts the page, and answers with what talks to it. */
async function serve(...args: string[]) {
  const started = cli.start(['evaluate', 'judge', ...args, '--open', 'no'])
  const ended = started.finished.then(({ stderr }) => {
    throw new Error(`ended before it served: ${stderr}`)
  })
  const [text] = await Promise.race([once(started.child.stdout!, 'data'), ended])
  ended.catch(() => undefined)
  const address = new URL(String(text).split('\n')[0]!)
  const page = await fetch(address)
  const headers = { Cookie: page.headers.getSetCookie()[0]!.split(';')[0]! }
  return {
    ...started,
    address,
    read: async () => (await fetch(new URL('/data', address), { headers })).json() as Promise<object>,
    post: (judgements: object[]) =>
      fetch(new URL('/judgements', address), {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({ judgements }),
      }),
  }
}

test('draws, serves, keeps what is judged, goes on, and reports', async () => {
  const drawing = ['--weights', weights, '--out', 'judged']
  const first = await serve(...drawing, '--tags', 'hat, smile', '--images', '3', '--seed', '1')
  expect(await first.read()).toMatchObject({
    command: `animegan evaluate judge --out judged --port ${first.address.port}`,
    asked: ['smile', 'hat'],
    images: 3,
    seed: 1,
  })
  const judged = [1, 2, 3].map((image) => ({ tag: 'hat', image, shows: image === 2 }))
  expect((await first.post(judged)).status).toBe(200)
  await cli.expectRefusal(judge('--out', 'judged'), 2, /judged is being judged already, at http:.*Ctrl-C$/m)
  first.child.kill('SIGKILL')
  await first.finished
  const image = await readFile(join(cli.work, 'judged/images/hat/0001.png'))

  // Neither weights nor other flags are needed again, and nothing is drawn again.
  const second = await serve('--out', 'judged')
  expect(await second.read()).toMatchObject({ judgements: { hat: [false, true, false] } })
  second.child.kill('SIGINT')
  const { code, stdout, stderr } = await second.finished
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/\nhat +1\/3 +0\.33 +0\.06 to 0\.79 +0\.15\n/)
  expect(await readFile(join(cli.work, 'judged/images/hat/0001.png'))).toEqual(image)

  const report = await judge('--out', 'judged', '--report', '--json')
  expect(JSON.parse(report.stdout)).toMatchObject({
    ...{ images: 3, seed: 1, judge: { kind: 'hand' } },
    model: { dtype: 'fp32', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    tags: [{ id: 'hat', asked: 3, shown: 1, paper: 0.15 }],
  })
  await cli.expectRefusal(
    judge(...drawing, '--seed', '2'),
    2,
    /judged holds images of .* seed 1, .* seed 2, /,
  )
})

test('refuses what it cannot judge', async () => {
  await cli.expectRefusal(judge('--out', 'new'), 2, /new has no images to judge yet: say with --weights/)
  await cli.expectRefusal(judge('--out', 'new', '--report'), 2, /new has no judging\.json/)
  await cli.expectRefusal(judge('--out', 'new', '--json'), 2, /add --report/)
  await writeFile(join(cli.work, 'cat.png'), '')
  await cli.expectRefusal(judge('--out', '.', '--weights', weights), 2, /holds other things .*empty folder/)
})
