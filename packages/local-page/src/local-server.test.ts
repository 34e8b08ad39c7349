import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { InvalidInputError } from '@animegan/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalServer, startLocalServer } from './local-server.js'

let server: LocalServer
const asked: string[] = []
beforeAll(async () => {
  server = await startLocalServer({
    port: 0,
    async answer({ method, path, body }) {
      asked.push(`${method} ${path}`)
      if (path === '/wrong') throw new InvalidInputError('INVALID_DATA', 'that is wrong')
      if (path === '/broken') throw new Error('a secret')
      return path === '/' || path === '/data' || path === '/keep'
        ? { type: 'text/plain', body: `hello ${body}` }
        : undefined
    },
  })
})
afterAll(() => server.close())

interface Answer {
  status: number | undefined
  headers: IncomingMessage['headers']
  text: string
}

/** Plain HTTP: `fetch` does not let these headers be set. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: server.port, path, method, headers }
    const sent = request(options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }))
    })
    sent.on('error', reject).end(body)
  })
}

const token = () => new URL(server.address).searchParams.get('token') ?? ''
const cookie = () => ({ Cookie: `other=1; animegan-${server.port}=${token()}` })
const json = { 'Content-Type': 'application/json' }

describe('a server for one person on this machine', () => {
  it('lets in whoever has its address, and knows them by a cookie afterwards', async () => {
    expect(token()).toMatch(/^[\w-]{43}$/)
    const login = await ask(`/?token=${token()}`)
    expect(login).toMatchObject({ status: 200, text: 'hello ' })
    expect(login.headers['set-cookie']).toEqual([
      `animegan-${server.port}=${token()}; Path=/; HttpOnly; SameSite=Strict`,
    ])
    const later = await ask('/data', cookie())
    expect(later).toMatchObject({ status: 200, text: 'hello ' })
    expect(later.headers).not.toHaveProperty('set-cookie')
    expect(await ask('/keep', { ...cookie(), ...json }, 'POST', '[1]')).toMatchObject({ text: 'hello [1]' })
  })

  it('turns away whoever has no token or a wrong one, before anything is done', async () => {
    const before = asked.length
    const wrong = `${token().slice(0, -1)}${token().endsWith('A') ? 'B' : 'A'}`
    const attempts = [
      ask('/'),
      ask('/data'),
      ask('/?token='),
      ask(`/?token=${wrong}`),
      ask(`/data?token=${token()}`),
      ask('/data', { Cookie: `animegan-${server.port}=${wrong}` }),
      ask('/data', { Cookie: `animegan-${server.port}=` }),
      ask('/data', { Cookie: `animegan-1=${token()}` }),
      ask('/keep', json, 'POST', '{}'),
      ask(`/?token=${token()}`, json, 'POST', '{}'),
    ]
    for (const { status, text, headers } of await Promise.all(attempts)) {
      expect(status).toBe(401)
      expect(text).not.toContain(token())
      expect(headers).not.toHaveProperty('set-cookie')
    }
    expect(asked).toHaveLength(before)
  })

  it('answers under its own name only', async () => {
    const hosts = [
      'evil.example',
      `evil.example:${server.port}`,
      '127.0.0.1',
      `127.0.0.1.evil.example:${server.port}`,
    ]
    for (const Host of hosts) {
      expect((await ask(`/?token=${token()}`, { Host })).status, Host).toBe(403)
      expect((await ask('/data', { Host, ...cookie() })).status, Host).toBe(403)
    }
    expect((await ask('/data', { Host: `localhost:${server.port}`, ...cookie() })).status).toBe(200)
  })

  it('does nothing for other sites in the same browser', async () => {
    const other = 'http://127.0.0.1:1'
    expect((await ask('/data', { ...cookie(), 'Sec-Fetch-Site': 'same-site' })).status).toBe(403)
    expect((await ask('/data', { ...cookie(), 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
    expect((await ask('/data', { ...cookie(), Origin: other })).status).toBe(403)
    expect((await ask('/keep', { ...cookie(), ...json, Origin: other }, 'POST', '{}')).status).toBe(403)
    expect((await ask('/keep', { ...cookie(), 'Content-Type': 'text/plain' }, 'POST', '{}')).status).toBe(415)
    const link = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'document' }
    expect((await ask(`/?token=${token()}`, link)).status).toBe(200)
  })

  it('knows two methods', async () => {
    for (const method of ['HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const { status, headers } = await ask('/data', cookie(), method)
      expect([status, headers.allow], method).toEqual([405, 'GET, POST'])
    }
  })

  it('forbids its pages everything that they do not need', async () => {
    for (const { headers } of [await ask('/data', cookie()), await ask('/data')]) {
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; /)
      expect(headers['content-security-policy']).not.toMatch(/unsafe|http|\*/)
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
    }
  })

  it('says what is wrong, and no more', async () => {
    expect(await ask('/nothing', cookie())).toMatchObject({ status: 404 })
    expect(await ask('/wrong', cookie())).toMatchObject({ status: 400, text: 'that is wrong\n' })
    const broken = await ask('/broken', cookie())
    expect(broken.status).toBe(500)
    expect(broken.text).not.toContain('secret')
    const much = { ...cookie(), ...json, 'Content-Length': String(9 * 2 ** 20) }
    expect((await ask('/keep', much, 'POST', '{')).status).toBe(413)
  })

  it('cannot be reached from other machines', async () => {
    const address = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
    if (address === undefined) return
    const outcome = await new Promise((resolve) => {
      const socket = connect(server.port, address)
      socket.on('connect', () => resolve('connected')).on('error', () => resolve('refused'))
      setTimeout(() => resolve('no answer'), 2000).unref()
    })
    expect(outcome).not.toBe('connected')
  })

  it('refuses a port that is taken', async () => {
    await expect(
      startLocalServer({ port: server.port, answer: async () => undefined }),
    ).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: `port ${server.port} of 127.0.0.1 is in use; choose another, or 0 for any that is free`,
    })
  })
})
