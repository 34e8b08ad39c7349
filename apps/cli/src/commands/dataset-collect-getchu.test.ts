import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()

// A small ErogameScape and Getchu: four games of 2005, the first without pictures, the others with two each.
let server: Server
let address = ''
let asked: string[] = []
/** Requests that are never answered, by their number among all. */
let held: number[] = []
let onHeld: () => void = () => undefined

const row = (id: number) =>
  `<tr><td>${id}</td><td>Game ${id}</td><td>2005-0${id}-01</td><td>${100 + id}</td></tr>`

async function answer(path: string, sql: string): Promise<string | Buffer | undefined> {
  if (path === '/sql') {
    const after = Number(/> \('\S+', (\d+)\)/.exec(sql)?.[1] ?? 0)
    const rows = [1, 2, 3, 4].filter((id) => id > after).slice(0, 2)
    const head = '<tr><th>id</th><th>gamename</th><th>sellday</th><th>comike</th></tr>'
    return `<table>${head}${sql.includes("'2005-01-01'") ? rows.map(row).join('') : ''}</table>`
  }
  const [, page] = /^\/soft\.phtml\?id=(\d+)&gc=gc$/.exec(path) ?? []
  if (page) {
    const images = [1, 2].map((n) => `<img src="./brandnew/${page}/c${page}chara${n}.jpg">`)
    return `<table id="soft_table"></table>${page === '101' ? '' : images.join('')}`
  }
  const [, picture, n] = /^\/brandnew\/(\d+)\/c\1chara(\d)\.jpg$/.exec(path) ?? []
  if (!picture || path === '/brandnew/104/c104chara2.jpg') return undefined
  const background = { r: Number(picture), g: Number(n) * 100, b: 0 }
  return sharp({ create: { width: 32, height: 32, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

beforeEach(async () => {
  asked = []
  held = []
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const sql = new URLSearchParams(body).get('sql') ?? ''
    asked.push(`${request.url} ${sql}`.trim())
    if (held.includes(asked.length)) return onHeld()
    const content = await answer(request.url ?? '', sql)
    response.writeHead(content === undefined ? 404 : 200).end(content)
  }
  server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const collect = (flags: Record<string, string> = {}, ...switches: string[]) => {
  const sites = { erogamescape: `${address}sql`, getchu: address }
  const all = { out: 'set', 'to-year': '2005', interval: '0.001', ...sites, ...flags }
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value])
  return cli.start(['dataset', 'collect', 'getchu', ...args, ...switches])
}

const summary = [
  'set holds 5 pictures with metadata.jsonl',
  'games: 4 listed, 4 pages read, 1 of them without character pictures',
  'left out (rejects.jsonl): 1, not-found 1',
  '',
].join('\n')

test('collects, and tells what came of it', async () => {
  expect(await cli.expectSuccess(collect({ contact: 'me@example.org' }).finished)).toBe(summary)
  const records = (await readFile(join(cli.work, 'set/metadata.jsonl'), 'utf8')).trim().split('\n')
  expect(records.map((line) => JSON.parse(line).origin.work)).toEqual([
    'getchu:102',
    'getchu:102',
    'getchu:103',
    'getchu:103',
    'getchu:104',
  ])
  const rejects = await readFile(join(cli.work, 'set/rejects.jsonl'), 'utf8')
  expect(JSON.parse(rejects)).toMatchObject({ name: 'brandnew/104/c104chara2.jpg', reason: 'not-found' })
  expect(await cli.expectSuccess(collect().finished)).toBe(summary)
  expect(asked.filter((line, index) => asked.indexOf(line) !== index)).toEqual([])
})

test('killed anywhere, it goes on and asks for nothing twice that it was answered', async () => {
  await cli.expectSuccess(collect().finished)
  const whole = await readFile(join(cli.work, 'set/metadata.jsonl'), 'utf8')
  asked = []
  const unanswered: string[] = []
  // robots.txt comes first in each run, which dies before the answer to: the second list, the third, a page, a picture.
  for (const requests of [3, 3, 4, 3]) {
    held = [asked.length + requests]
    const { child, finished } = collect({ out: 'killed' })
    onHeld = () => child.kill('SIGKILL')
    expect(await finished).toEqual({ code: null, stdout: '', stderr: '' })
    unanswered.push(asked.at(-1)!)
  }
  held = []
  expect(await cli.expectSuccess(collect({ out: 'killed' }).finished)).toBe(summary.replace('set', 'killed'))
  expect(await readFile(join(cli.work, 'killed/metadata.jsonl'), 'utf8')).toBe(whole)

  const answered = asked.filter((line) => line !== '/robots.txt')
  for (const line of unanswered) answered.splice(answered.indexOf(line), 1)
  expect(answered.filter((line, index) => answered.indexOf(line) !== index)).toEqual([])
  expect(unanswered.map((line) => line.replace(/[ ?].*/, ''))).toEqual([
    '/sql',
    '/sql',
    '/soft.phtml',
    '/brandnew/102/c102chara1.jpg',
  ])
})

test('a dry run asks for nothing and writes nothing', async () => {
  const stdout = await cli.expectSuccess(collect({ contact: 'me' }, '--dry-run').finished)
  expect(stdout).toMatch(/as animegan-dataset\/\S+ \(contact: me\), where robots\.txt allows it/)
  expect(stdout).toContain("comike IS NOT NULL AND sellday >= '2005-01-01'")
  expect(stdout).toContain(`GET ${address}soft.phtml?id=ID&gc=gc`)
  expect(asked).toEqual([])
  await expect(readFile(join(cli.work, 'set/collected.jsonl'))).rejects.toThrow('ENOENT')

  held = [5]
  const { child, finished } = collect()
  onHeld = () => child.kill('SIGINT')
  expect(await finished).toMatchObject({ code: 130, stderr: 'animegan: stopped\n' })
  expect(await cli.expectSuccess(collect({}, '--dry-run').finished)).toMatch(
    /pages of games listed earlier: 4\n {2}GET \S+id=101&gc=gc\n/,
  )
})

test('checks its flags before it asks for anything', async () => {
  const refuse = (code: number, message: RegExp, flags: Record<string, string>) =>
    cli.expectRefusal(collect(flags).finished, code, message)
  await refuse(2, /--interval: expected a number above 0/, { interval: '0' })
  await refuse(2, /interval: expected at least 1 second/, { getchu: 'https://www.getchu.com/' })
  await writeFile(join(cli.work, 'file'), '')
  await refuse(1, /cannot write file/, { out: 'file' })
  expect(asked).toEqual([])
})

test('says what to do when a site is not there', async () => {
  server.closeAllConnections()
  server.close()
  held = [1]
  const { child, finished } = collect()
  child.stderr?.once('data', () => child.kill('SIGINT'))
  const { code, stderr } = await finished
  expect(code).toBe(130)
  expect(stderr).toMatch(/^http:\S+robots\.txt: .*ECONNREFUSED.*; trying again in 0:05\nanimegan: stopped\n$/)
})
