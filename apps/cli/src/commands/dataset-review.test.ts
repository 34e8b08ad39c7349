import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()

test('serves a page, keeps what is decided there, and ends with Ctrl-C', async () => {
  await cli.animegan('dataset', 'synthesize', '--count', '3', '--size', '16', '--out', 'faces')
  const { child, finished } = cli.start(['dataset', 'review', 'faces', '--open', 'no'])
  const [text] = await once(child.stdout!, 'data')
  const address = new URL(String(text).split('\n')[0]!)
  expect(address.hostname).toBe('127.0.0.1')

  const page = await fetch(address)
  expect(page.status).toBe(200)
  const headers = { Cookie: page.headers.getSetCookie()[0]!.split(';')[0]! }
  const data = (await (await fetch(new URL('/data', address), { headers })).json()) as {
    command: string
    pictures: { id: string[] }
  }
  expect(data.command).toBe(`animegan dataset review faces --port ${address.port}`)
  const [id, other] = data.pictures.id
  const answer = await fetch(new URL('/decisions', address), {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      decisions: [
        { id, verdict: 'accept' },
        { id: other, tags: [] },
      ],
    }),
  })
  expect(answer.status).toBe(200)

  await cli.expectRefusal(
    cli.animegan('dataset', 'review', 'faces'),
    2,
    new RegExp(`faces is being reviewed already, at ${address.origin} \\(process ${child.pid}\\)`),
  )

  child.kill('SIGINT')
  const { code, stdout, stderr } = await finished
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/\n3 pictures: 1 accepted, 0 rejected, 1 with other tags\n$/)
  expect(await readFile(join(cli.work, 'faces/decisions.jsonl'), 'utf8')).toMatch(/^\{.*\}\n\{.*\}\n$/)
})

test('refuses what it cannot review', async () => {
  const review = (...args: string[]) => cli.animegan('dataset', 'review', ...args)
  await cli.expectRefusal(
    review('nothing'),
    2,
    /cannot read nothing\/metadata\.jsonl; nothing should be a folder/,
  )
  await cli.expectRefusal(
    review('.', '--port', '70000'),
    2,
    /--port: expected a whole number from 0 to 65535/,
  )
  await cli.expectRefusal(review('.', '--open', 'maybe'), 2, /--open: expected one of yes, no/)
  await cli.expectRefusal(review('.', '--schema', 'none.json'), 2, /--schema: none\.json cannot be read/)
  await writeFile(
    join(cli.work, 'metadata.jsonl'),
    '{"file_name":"a.png","tags":["moustache"],"sha256":"a"}\n',
  )
  await cli.expectRefusal(review('.'), 2, /tag "moustache" is not in tag schema "anime"/)
})
