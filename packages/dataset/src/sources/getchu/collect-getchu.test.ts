import { mkdtemp, readdir, readFile, rm, truncate, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseMetadata } from '../../imagefolder/metadata.js'
import { parseRejects } from '../../stages/rejects.js'
import { createFakeClock } from '../../testing/fake-clock.js'
import {
  type GetchuStandIn,
  type GetchuStandInOptions,
  type StandInGame,
  startGetchuStandIn,
} from '../../testing/getchu-stand-in.js'
import type { Answer } from '../../testing/recording-server.js'
import { type CollectGetchuOptions, collectGetchu } from './collect-getchu.js'

let root = ''
let out = ''
let next = 0
/** Pictures of different colours. */
let pictures: Buffer[] = []
const running: GetchuStandIn[] = []

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-getchu-'))
  const colors = ['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ff00ff', '#00ffff']
  pictures = await Promise.all(
    colors.map((background, index) =>
      sharp({ create: { width: 40 + index, height: 60, channels: 3, background } })
        .jpeg()
        .withExif({ IFD0: { Copyright: 'the maker' } })
        .toBuffer(),
    ),
  )
})
beforeEach(() => {
  out = join(root, `collection-${next++}`)
})
afterEach(() => Promise.all(running.splice(0).map((server) => server.close())))
afterAll(() => rm(root, { recursive: true, force: true }))

const fourGames = (): StandInGame[] => [
  { id: 1, title: '昔の話', sellday: '2004-12-24', comike: 100 },
  {
    ...{ id: 7, title: '春の空 & 海', sellday: '2005-01-28', comike: 101 },
    pictures: { 'c101chara1.jpg': pictures[0]!, 'c101chara2.jpg': pictures[1]! },
  },
  { id: 5, title: '絵のない話', sellday: '2005-01-28', comike: 102 },
  {
    ...{ id: 9, title: '夏の海', sellday: '2006-08-11', comike: 103 },
    pictures: { 'c103chara1.jpg': pictures[2]! },
  },
]

async function startSites(options: Partial<GetchuStandInOptions> = {}): Promise<GetchuStandIn> {
  const server = await startGetchuStandIn({ games: fourGames(), ...options })
  running.push(server)
  return server
}

const collect = (server: GetchuStandIn, options: Partial<CollectGetchuOptions> = {}) =>
  collectGetchu({ out, toYear: 2006, ...server.sites, clock: createFakeClock(), ...options })

const readText = (name: string) => readFile(join(out, name), 'utf8')
const readRecords = async () => parseMetadata(await readText('metadata.jsonl'), 'metadata.jsonl')
const readRejects = async () => parseRejects(await readText('rejects.jsonl'), 'rejects.jsonl')

/** Everything that was asked for, robots.txt apart, which each run asks for anew. */
const asked = (server: GetchuStandIn) =>
  server.requests
    .filter(({ path }) => path !== '/robots.txt')
    .map(({ path, body }) => `${path} ${new URLSearchParams(body).get('sql') ?? ''}`.trim())

const repeated = (server: GetchuStandIn) => {
  const all = asked(server)
  return all.filter((one, index) => all.indexOf(one) !== index)
}

const status =
  (code: number, headers = {}): Answer =>
  (_, response) => {
    response.writeHead(code, headers).end()
  }

describe.each(['euc-jp', 'shift_jis', 'utf-8'] as const)('collecting from pages in %s', (encoding) => {
  it('writes an image folder', async () => {
    const server = await startSites({ encoding })
    expect(await collect(server)).toEqual({
      games: 3,
      pages: 3,
      pagesWithoutPictures: 1,
      pictures: 3,
      rejects: {},
    })
    const records = await readRecords()
    expect(records.map(({ file_name: _, sha256: __, ...record }) => record)).toEqual([
      {
        ...{ tags: [], year: 2005, source: 'getchu', split: 'train', width: 40, height: 60 },
        origin: {
          name: 'brandnew/101/c101chara1.jpg',
          url: `${server.address}brandnew/101/c101chara1.jpg`,
          work: 'getchu:101',
          title: '春の空 & 海',
        },
      },
      expect.objectContaining({ year: 2005, width: 41 }),
      expect.objectContaining({ year: 2006, origin: expect.objectContaining({ title: '夏の海' }) }),
    ])
    for (const { file_name, sha256 } of records) {
      expect(file_name).toBe(`images/${String(sha256).slice(0, 2)}/${String(sha256).slice(0, 32)}.png`)
      const { format, exif } = await sharp(join(out, file_name)).metadata()
      expect({ format, exif }).toEqual({ format: 'png', exif: undefined })
    }
    expect(await readRejects()).toEqual([])
  })
})

describe('what is asked for', () => {
  it('is each thing once, in order, with the page that a picture stands on', async () => {
    const server = await startSites()
    await collect(server, { contact: 'me@example.org' })
    expect(server.paths.filter((path) => path !== '/sql')).toEqual([
      '/robots.txt',
      '/soft.phtml?id=102&gc=gc',
      '/soft.phtml?id=101&gc=gc',
      '/brandnew/101/c101chara1.jpg',
      '/brandnew/101/c101chara2.jpg',
      '/soft.phtml?id=103&gc=gc',
      '/brandnew/103/c103chara1.jpg',
    ])
    expect(repeated(server)).toEqual([])
    const picture = server.requests.find(({ path }) => path.includes('chara1'))
    expect(picture?.headers.referer).toBe(`${server.address}soft.phtml?id=101&gc=gc`)
    const agents = new Set(server.requests.map(({ headers }) => headers['user-agent']))
    expect([...agents]).toEqual([
      expect.stringMatching(/^animegan-dataset\/\S+ \(contact: me@example\.org\)$/),
    ])
  })

  it('keeps to the interval', async () => {
    const server = await startSites()
    const clock = createFakeClock()
    await collect(server, { interval: 1.5, clock })
    expect(clock.waits).toEqual(Array(server.requests.length - 1).fill(1500))
  })

  it('goes on behind the last row, however few rows come at a time', async () => {
    const server = await startSites({ rows: 1 })
    expect(await collect(server)).toMatchObject({ games: 3, pictures: 3 })
    expect(repeated(server)).toEqual([])
  })

  it('is limited by years and number', async () => {
    const server = await startSites()
    expect(await collect(server, { fromYear: 2004, toYear: 2005, limit: 2 })).toMatchObject({ pages: 2 })
    expect(asked(server).filter((path) => path.startsWith('/soft'))).toEqual([
      '/soft.phtml?id=100&gc=gc',
      '/soft.phtml?id=102&gc=gc',
    ])
    expect(await collect(server, { fromYear: 2004, toYear: 2006 })).toMatchObject({ pages: 4, pictures: 3 })
    expect(repeated(server)).toEqual([])
  })

  it('ends with the year of the clock', async () => {
    const games = [
      ...fourGames(),
      { id: 10, title: '未定', sellday: '2030-01-01', comike: 104 },
      { id: 11, title: '今年', sellday: '2007-12-31', comike: 105 },
    ]
    const server = await startSites({ games })
    const clock = createFakeClock(Date.UTC(2007, 5, 1))
    await collect(server, { toYear: undefined, clock })
    expect(asked(server).filter((path) => /id=10[45]/.test(path))).toEqual(['/soft.phtml?id=105&gc=gc'])
  })

  it('is one page for games that share it', async () => {
    const games = fourGames()
    games.push({ ...games[1]!, id: 8, title: '春の空 新装版', sellday: '2006-01-27' })
    const server = await startSites({ games })
    expect(await collect(server)).toMatchObject({ games: 3, pages: 3, pictures: 3 })
    expect((await readRecords())[0]).toMatchObject({ year: 2005 })
  })
})

describe('what goes wrong with one page or picture', () => {
  it('is a reject, and the rest is collected', async () => {
    const games = fourGames()
    const large = await sharp({ create: { width: 50, height: 50, channels: 3, background: '#888888' } })
      .jpeg()
      .toBuffer()
    Object.assign(games[1]!.pictures!, {
      'c101chara3.jpg': Buffer.from('<html>no hot links</html>'),
      'c101chara4.jpg': large.subarray(0, large.length - 40),
      'c101chara5.jpg': pictures[0]!,
      'c101chara6.png': pictures[3]!,
      'c101chara7.jpg': Buffer.alloc(0),
      'c101chara8.jpg': pictures[4]!,
      'c101chara9.jpg': pictures[5]!,
    })
    const overrides = {
      '/brandnew/101/c101chara2.jpg': status(404),
      '/brandnew/101/c101chara8.jpg': ((_, response) => {
        response.writeHead(200, { 'content-length': 1000 })
        response.write('half', () => response.destroy())
      }) satisfies Answer,
      '/brandnew/101/c101chara9.jpg': (() => undefined) satisfies Answer,
      '/soft.phtml?id=102&gc=gc': status(403),
    }
    const server = await startSites({ games, overrides })
    const summary = await collect(server, { stallTimeout: 0.3 })
    expect(summary).toMatchObject({ games: 3, pages: 2, pictures: 3 })
    expect((await readRejects()).map(({ name, reason }) => [name.replace(/.*\//, ''), reason])).toEqual([
      ['soft.phtml?id=102', 'refused'],
      ['c101chara2.jpg', 'not-found'],
      ['c101chara3.jpg', 'not-an-image'],
      ['c101chara4.jpg', 'truncated'],
      ['c101chara5.jpg', 'duplicate'],
      ['c101chara7.jpg', 'empty'],
      ['c101chara8.jpg', 'incomplete'],
      ['c101chara9.jpg', 'timed-out'],
    ])
    expect((await readRejects())[1]).toEqual({
      name: 'brandnew/101/c101chara2.jpg',
      source: 'getchu',
      stage: 'collect',
      reason: 'not-found',
      detail: `${server.address}brandnew/101/c101chara2.jpg: the server answers 404`,
    })
    expect(summary.rejects).toMatchObject({ duplicate: 1, truncated: 1 })
  })

  it('is tried again by the next run unless that is useless', async () => {
    const server = await startSites({
      overrides: {
        '/brandnew/101/c101chara1.jpg': status(404),
        '/brandnew/101/c101chara2.jpg': status(403),
        '/soft.phtml?id=103&gc=gc': status(500),
      },
    })
    expect(await collect(server)).toMatchObject({ pictures: 0, rejects: { 'server-error': 1 } })
    for (const path of Object.keys(server.overrides)) delete server.overrides[path]
    server.requests.length = 0
    expect(await collect(server)).toMatchObject({ pictures: 2, rejects: { 'not-found': 1 } })
    expect(asked(server)).toEqual([
      '/brandnew/101/c101chara2.jpg',
      '/soft.phtml?id=103&gc=gc',
      '/brandnew/103/c103chara1.jpg',
    ])
  })

  it('is not asked for when robots.txt forbids it', async () => {
    const server = await startSites({ robots: 'User-agent: *\nDisallow: /brandnew/103/\n' })
    expect(await collect(server)).toMatchObject({ pictures: 2, rejects: { 'disallowed-by-robots': 1 } })
    expect(server.paths.filter((path) => path.includes('/brandnew/103/'))).toEqual([])
  })
})

describe('a page that is not understood', () => {
  const gate = '<html><title>年齢認証</title><p>はい</p></html>'

  it('is a reject and kept; the next run reads it there and asks for nothing', async () => {
    const overrides: Record<string, Answer> = {
      '/soft.phtml?id=102&gc=gc': (_, response) => void response.end('<title>New design</title>'),
      '/soft.phtml?id=103&gc=gc': (_, response) => void response.end(gate),
    }
    const server = await startSites({ overrides })
    const rejects = { 'page-changed': 1, 'age-gate': 1 }
    expect(await collect(server)).toMatchObject({ pages: 1, pictures: 2, rejects })
    expect((await readRejects())[0]?.detail).toBe(
      `${server.address}soft.phtml?id=102&gc=gc: no element soft_table or soft-title and no picture ` +
        'brandnew/102/c102chara1.jpg; its title is "New design"; kept as pages-kept/getchu-102.html',
    )
    expect((await readdir(join(out, 'pages-kept'))).sort()).toEqual(['getchu-102.html', 'getchu-103.html'])
    expect(await readText('pages-kept/getchu-103.html')).toBe(gate)

    server.requests.length = 0
    expect(await collect(server)).toMatchObject({ rejects })
    expect(server.requests).toEqual([])
    await writeFile(join(out, 'pages-kept/getchu-102.html'), '<h1 id="soft-title">now understood</h1>')
    await unlink(join(out, 'pages-kept/getchu-103.html'))
    delete overrides['/soft.phtml?id=103&gc=gc']
    expect(await collect(server)).toMatchObject({ pages: 3, pictures: 3, rejects: {} })
    expect(asked(server)).toEqual(['/soft.phtml?id=103&gc=gc', '/brandnew/103/c103chara1.jpg'])
  })

  it('stops everything when it is the tenth in a row', async () => {
    const games = Array.from({ length: 30 }, (_, index) => {
      return { id: index + 1, title: 'x', sellday: '2005-05-05', comike: 200 + index }
    })
    const overrides: Record<string, Answer> = {
      '/soft.phtml': (_, response) => void response.end('<title>New design</title>'),
    }
    const server = await startSites({ games, overrides })
    await expect(collect(server)).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(
        /^10 requests in a row .*id=209.*New design.*kept as pages-kept\/getchu-209/,
      ),
    })
    expect(server.paths.filter((path) => path.startsWith('/soft'))).toHaveLength(10)
    expect(await readRejects()).toHaveLength(9)
  })

  it('of ErogameScape is an error that names the page that was kept', async () => {
    const overrides: Record<string, Answer> = {
      '/sql': (_, response) => void response.end('<p>ERROR: relation "gamelist" does not exist</p>'),
    }
    const server = await startSites({ overrides })
    await expect(collect(server)).rejects.toMatchObject({
      code: 'SITE_CHANGED',
      message: expect.stringMatching(
        /sql: cannot read the games of 2005 .*relation "gamelist" does not exist\. The page is kept as pages-kept\/erogamescape-2005\.html/,
      ),
    })
    expect(await readText('pages-kept/erogamescape-2005.html')).toContain('relation')
    delete overrides['/sql']
    expect(await collect(server)).toMatchObject({ pictures: 3 })
  })
})

describe('a site that does not want to be asked', () => {
  it('is left alone at once, and nothing is lost', async () => {
    const overrides = { '/brandnew/101/c101chara2.jpg': status(429, { 'retry-after': '86400' }) }
    const server = await startSites({ overrides })
    await expect(collect(server)).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(
        /answers 429; it asks to come back in 1440 minutes\. What came before is kept/,
      ),
    })
    expect(server.paths.at(-1)).toBe('/brandnew/101/c101chara2.jpg')
    expect(await readRecords()).toHaveLength(1)
  })

  it('is waited for when the pause is short', async () => {
    const overrides: Record<string, Answer> = {
      '/sql': (request, response) => {
        delete overrides['/sql']
        return status(503, { 'retry-after': '30' })(request, response)
      },
    }
    const server = await startSites({ overrides })
    const clock = createFakeClock()
    const retries: number[] = []
    await collect(server, { clock, onRetry: ({ delay }) => retries.push(delay) })
    expect(retries).toEqual([30_000])
    expect(clock.waits).toEqual([30_000])
    expect(await readRecords()).toHaveLength(3)
  })

  it('may forbid its form', async () => {
    const server = await startSites({ robots: 'User-agent: *\nDisallow: /\n' })
    await expect(collect(server)).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringMatching(/cannot list the games of 2005: .*robots\.txt forbids it/),
    })
    expect(server.paths).toEqual(['/robots.txt'])
  })
})

describe('a collection that was stopped', () => {
  const signalAfter = (count: number) => {
    const stop = new AbortController()
    let seen = 0
    const clock = createFakeClock()
    const wait = async (milliseconds: number, signal?: AbortSignal) => {
      if (++seen === count) stop.abort()
      await clock.wait(milliseconds, signal)
    }
    return { signal: stop.signal, clock: { ...clock, wait } }
  }

  it('anywhere goes on and ends as if it had not been', async () => {
    const server = await startSites()
    await collect(server)
    const whole = await readText('metadata.jsonl')
    const requests = server.requests.length
    for (let count = 1; count < requests; count++) {
      out = join(root, `collection-${next++}`)
      server.requests.length = 0
      const stopped = collect(server, { interval: 1, ...signalAfter(count) })
      await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
      expect(await collect(server, { interval: 1 })).toMatchObject({ pictures: 3 })
      expect(repeated(server)).toEqual([])
      expect(await readText('metadata.jsonl')).toBe(whole)
    }
  })

  it('asks for nothing when it is complete', async () => {
    const server = await startSites()
    const first = await collect(server)
    server.requests.length = 0
    expect(await collect(server)).toEqual(first)
    expect(server.requests).toEqual([])
  })

  it('asks again for a picture that is gone', async () => {
    const server = await startSites()
    await collect(server)
    const [record] = await readRecords()
    await unlink(join(out, record!.file_name))
    server.requests.length = 0
    await collect(server)
    expect(asked(server)).toEqual(['/brandnew/101/c101chara1.jpg'])
  })

  it('asks again only for what the last, broken line of the journal told', async () => {
    const server = await startSites()
    await collect(server)
    const journal = join(out, 'collected.jsonl')
    await truncate(journal, (await readFile(journal)).length - 10)
    server.requests.length = 0
    expect(await collect(server)).toMatchObject({ pictures: 3 })
    expect(asked(server)).toEqual(['/brandnew/103/c103chara1.jpg'])
    server.requests.length = 0
    await collect(server)
    expect(server.requests).toEqual([])
  })

  it('tells how far it is', async () => {
    const server = await startSites()
    const seen: string[] = []
    await collect(server, {
      onProgress: ({ phase, done, total = '?' }) => seen.push(`${phase} ${done}/${total}`),
    })
    expect(seen.at(0)).toBe('listing 0/?')
    expect(seen.slice(-4)).toEqual(['collecting 0/3', 'collecting 1/3', 'collecting 2/3', 'collecting 3/3'])
  })
})

describe('options', () => {
  it.each<[string, Partial<CollectGetchuOptions>, RegExp]>([
    ['years in the wrong order', { fromYear: 2007 }, /years: .*2007 to 2006/],
    ['a contact that no header can hold', { contact: '名前' }, /contact: expected an address in ASCII/],
    ['an address that is none', { getchu: 'getchu' }, /getchu: expected an http\(s\) address, got "getchu"/],
    ['a file', { erogamescape: 'file:///etc/passwd' }, /erogamescape: expected an http/],
    ['haste at a public site', { getchu: undefined, interval: 0.5 }, /interval: expected at least 1 second/],
    ['a negative interval', { interval: -1 }, /interval/],
  ])('refuses %s', async (_, options, message) => {
    const server = await startSites()
    await expect(collect(server, options)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(message),
    })
    expect(server.requests).toEqual([])
  })

  it('refuses a folder that holds another data set', async () => {
    const server = await startSites()
    out = await mkdtemp(join(root, 'other-'))
    await writeFile(join(out, 'metadata.jsonl'), '')
    await expect(collect(server)).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    expect(await readdir(out)).toEqual(['metadata.jsonl'])
  })
})
