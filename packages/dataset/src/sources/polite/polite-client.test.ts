import { afterEach, describe, expect, it } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.js'
import { type Answer, type RecordingServer, startRecordingServer } from '../../testing/recording-server.js'
import { type CreatePoliteClientOptions, createPoliteClient } from './polite-client.js'

const running: RecordingServer[] = []
afterEach(() => Promise.all(running.splice(0).map((server) => server.close())))

async function setUp(answer: Answer, options: Partial<CreatePoliteClientOptions> = {}, robots?: string) {
  const server = await startRecordingServer((request, response) => {
    if (request.path !== '/robots.txt') return answer(request, response)
    response.writeHead(robots === undefined ? 404 : 200).end(robots)
  })
  running.push(server)
  const clock = createFakeClock()
  const client = createPoliteClient({ userAgent: 'animegan-dataset/1.0 (contact: me)', clock, ...options })
  const ask = (path: string, more = {}) =>
    client.ask({ url: new URL(path, server.address), maxBytes: 1000, ...more })
  return { server, clock, client, ask }
}

const fine: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/plain' }).end('fine')
}

describe('a polite client', () => {
  it('says who it is and where it found the address', async () => {
    const { server, ask } = await setUp(fine)
    const answer = await ask('page', { referer: new URL('http://127.0.0.1/from') })
    expect(answer).toMatchObject({ ok: true, contentType: 'text/plain' })
    expect(answer.ok && Buffer.from(answer.bytes).toString()).toBe('fine')
    expect(server.requests.map(({ headers }) => headers['user-agent'])).toEqual([
      'animegan-dataset/1.0 (contact: me)',
      'animegan-dataset/1.0 (contact: me)',
    ])
    expect(server.requests[1]?.headers.referer).toBe('http://127.0.0.1/from')
  })

  it('posts forms', async () => {
    const { server, ask } = await setUp(fine)
    await ask('form', { form: { sql: 'SELECT 1 & 2' } })
    const { method, body, headers } = server.requests[1]!
    expect({ method, body }).toEqual({ method: 'POST', body: 'sql=SELECT+1+%26+2' })
    expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/)
  })

  it('pauses between requests, and asks for robots.txt once', async () => {
    const { server, clock, ask } = await setUp(fine, { interval: 3000 })
    for (const path of ['a', 'b', 'c']) await ask(path)
    expect(server.paths).toEqual(['/robots.txt', '/a', '/b', '/c'])
    expect(clock.waits).toEqual([3000, 3000, 3000])
  })

  it('does not wait when enough time has passed', async () => {
    const { clock, ask } = await setUp(fine, { interval: 3000 })
    await ask('a')
    await clock.wait(1000)
    await ask('b')
    await clock.wait(5000)
    await ask('c')
    expect(clock.waits).toEqual([3000, 1000, 2000, 5000])
  })

  it('makes one request at a time', async () => {
    let open = 0
    let most = 0
    const { server, ask } = await setUp(async (_, response) => {
      most = Math.max(most, ++open)
      await new Promise((resolve) => setTimeout(resolve, 20))
      open--
      response.end('fine')
    })
    const answers = await Promise.all(['a', 'b', 'c'].map((path) => ask(path)))
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(most).toBe(1)
    expect(server.paths).toEqual(['/robots.txt', '/a', '/b', '/c'])
  })
})

describe('robots.txt', () => {
  const rules = 'User-agent: *\nDisallow: /private/\nCrawl-delay: 7\n'

  it('is obeyed without asking', async () => {
    const { server, clock, ask } = await setUp(fine, {}, rules)
    expect(await ask('private/a')).toMatchObject({ ok: false, reason: 'disallowed-by-robots' })
    expect(await ask('open')).toMatchObject({ ok: true })
    expect(server.paths).toEqual(['/robots.txt', '/open'])
    expect(clock.waits).toEqual([7000])
  })

  it('may speak of this visitor by name', async () => {
    const named = 'User-agent: animegan-dataset\nDisallow: /\n\nUser-agent: *\nDisallow:\n'
    const { ask } = await setUp(fine, {}, named)
    expect(await ask('a')).toMatchObject({ ok: false, reason: 'disallowed-by-robots' })
  })

  it('counts behind a redirect too', async () => {
    const redirect: Answer = (_, response) => {
      response.writeHead(302, { location: '/private/a' }).end()
    }
    const { server, ask } = await setUp(redirect, {}, rules)
    expect(await ask('a')).toMatchObject({ ok: false, reason: 'disallowed-by-robots' })
    expect(server.paths).toEqual(['/robots.txt', '/a'])
  })

  it('that cannot be had forbids everything, for now', async () => {
    let broken = true
    const server = await startRecordingServer((_, response) => {
      response.writeHead(broken ? 500 : 404).end()
    })
    running.push(server)
    const client = createPoliteClient({ userAgent: 'a/1', clock: createFakeClock() })
    const request = { url: new URL('page', server.address), maxBytes: 1000 }
    const answer = await client.ask(request)
    expect(answer).toMatchObject({ ok: false, reason: 'server-error' })
    expect(!answer.ok && answer.detail).toMatch(/robots\.txt: .*500.*nothing there may be asked/)
    expect(new Set(server.paths)).toEqual(new Set(['/robots.txt']))
    broken = false
    expect(await client.ask(request)).toMatchObject({ reason: 'not-found' })
  })
})

describe('an answer that is no success', () => {
  const status = (code: number, headers = {}): Answer => {
    return (_, response) => {
      response.writeHead(code, headers).end()
    }
  }

  it.each([
    [404, 'not-found'],
    [410, 'not-found'],
    [403, 'refused'],
  ])('%i is not asked again', async (code, reason) => {
    const { server, ask } = await setUp(status(code))
    expect(await ask('a')).toMatchObject({ ok: false, reason, detail: expect.stringContaining(`${code}`) })
    expect(server.paths).toEqual(['/robots.txt', '/a'])
  })

  it.each([
    [500, 'server-error'],
    [503, 'busy'],
  ])('%i is asked again, 5 times in all, with growing pauses', async (code, reason) => {
    const { server, clock, ask } = await setUp(status(code), { interval: 0 })
    expect(await ask('a')).toMatchObject({ ok: false, reason, detail: expect.stringContaining('5 times') })
    expect(server.paths.slice(1)).toEqual(['/a', '/a', '/a', '/a', '/a'])
    expect(clock.waits).toEqual([5000, 10_000, 20_000, 40_000])
  })

  it.each([
    ['seconds', '120', 120_000],
    ['a date', new Date(Date.UTC(2026, 0, 1, 0, 2)).toUTCString(), 120_000],
    ['nonsense', 'soon', 5000],
  ])('waits as long as Retry-After says in %s', async (_, retryAfter, delay) => {
    let asked = 0
    const retries: { delay: number; failure: { reason: string } }[] = []
    const busyOnce: Answer = (request, response) => {
      if (asked++ > 0) return fine(request, response)
      response.writeHead(429, { 'retry-after': retryAfter }).end()
    }
    const options = { interval: 0, onRetry: (retry: (typeof retries)[number]) => retries.push(retry) }
    const { clock, ask } = await setUp(busyOnce, options)
    expect(await ask('a')).toMatchObject({ ok: true })
    expect(clock.waits).toEqual([delay])
    expect(retries).toMatchObject([{ delay, failure: { reason: 'busy' } }])
  })

  it('gives up at once when Retry-After is longer than an hour', async () => {
    const { server, clock, ask } = await setUp(status(429, { 'retry-after': '7200' }))
    const answer = await ask('a')
    expect(answer).toMatchObject({ ok: false, reason: 'busy' })
    expect(!answer.ok && answer.detail).toMatch(/come back in 120 minutes/)
    expect(server.paths).toEqual(['/robots.txt', '/a'])
    expect(clock.waits).toEqual([2000])
  })
})

describe('an answer that does not come whole', () => {
  it('is given up when nothing comes', async () => {
    const { server, ask } = await setUp(() => undefined, { stallTimeout: 200 })
    expect(await ask('a')).toMatchObject({ ok: false, reason: 'timed-out' })
    expect(server.paths).toHaveLength(6)
  })

  it('is given up when it stops in the middle', async () => {
    const stalling: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half')
    }
    const { ask } = await setUp(stalling, { stallTimeout: 200 })
    expect(await ask('a')).toMatchObject({ ok: false, reason: 'timed-out' })
  })

  it('may be slow as long as something comes', async () => {
    const slow: Answer = async (_, response) => {
      for (const part of ['s', 'l', 'o', 'w', 'l', 'y']) {
        response.write(part)
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
      response.end()
    }
    const { server, ask } = await setUp(slow, { stallTimeout: 1000 })
    const answer = await ask('a')
    expect(answer.ok && Buffer.from(answer.bytes).toString()).toBe('slowly')
    expect(server.paths).toHaveLength(2)
  })

  it('is asked again when it broke off', async () => {
    let asked = 0
    const breaking: Answer = (request, response) => {
      if (asked++ > 0) return fine(request, response)
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    }
    const { server, ask } = await setUp(breaking)
    expect(await ask('a')).toMatchObject({ ok: true })
    expect(server.paths).toEqual(['/robots.txt', '/a', '/a'])
  })

  it('is incomplete when it always breaks off', async () => {
    const breaking: Answer = (_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half', () => response.destroy())
    }
    const { ask } = await setUp(breaking)
    expect(await ask('a')).toMatchObject({ ok: false, reason: 'incomplete' })
  })

  it('names a site that is not there', async () => {
    const { server, ask } = await setUp(fine)
    await server.close()
    expect(await ask('a')).toMatchObject({ ok: false, reason: 'unreachable' })
  })

  it.each([
    ['as its header says', { 'content-length': 1001 }],
    ['without a header', {}],
  ])('is left when it is too large, %s', async (_, headers) => {
    const { server, ask } = await setUp((_request, response) => {
      response.writeHead(200, headers).end('x'.repeat(1001))
    })
    expect(await ask('a')).toMatchObject({ ok: false, reason: 'too-many-bytes' })
    expect(server.paths).toHaveLength(2)
  })
})

describe('a redirect', () => {
  const redirectTo = (location: string, code = 302): Answer => {
    return (request, response) => {
      if (request.path === '/there') return fine(request, response)
      response.writeHead(code, { location }).end()
    }
  }

  it('is followed inside the site, with the same pause', async () => {
    const { server, clock, ask } = await setUp(redirectTo('/there'))
    const answer = await ask('a')
    expect(answer).toMatchObject({ ok: true, url: new URL('there', server.address) })
    expect(clock.waits).toEqual([2000, 2000])
  })

  it.each([
    [302, 'GET'],
    [307, 'POST'],
  ])('%i turns a form into a %s', async (code, method) => {
    const { server, ask } = await setUp(redirectTo('/there', code))
    await ask('a', { form: { sql: '1' } })
    expect(server.requests.at(-1)).toMatchObject({ path: '/there', method })
  })

  it('to another site is not followed', async () => {
    const other = await startRecordingServer(fine)
    running.push(other)
    const { ask } = await setUp(redirectTo(other.address))
    const answer = await ask('a')
    expect(answer).toMatchObject({ ok: false, reason: 'redirected' })
    expect(!answer.ok && answer.detail).toContain(other.address)
    expect(other.paths).toEqual([])
  })

  it('in circles ends', async () => {
    const { server, ask } = await setUp(redirectTo('/a'))
    expect(await ask('a')).toMatchObject({ ok: false, reason: 'redirected' })
    expect(server.paths).toHaveLength(7)
  })
})

describe('an aborted signal', () => {
  it('ends a wait', async () => {
    const stop = new AbortController()
    const clock = createFakeClock()
    const wait = (milliseconds: number) => {
      stop.abort()
      return clock.wait(milliseconds, stop.signal)
    }
    const waiting = { ...clock, wait }
    const { ask } = await setUp(fine, { clock: waiting, signal: stop.signal })
    await expect(ask('a')).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it('ends a request', async () => {
    const stop = new AbortController()
    const { ask } = await setUp(() => stop.abort(), { signal: stop.signal })
    await expect(ask('a')).rejects.toMatchObject({ code: 'ABORTED' })
  })
})
