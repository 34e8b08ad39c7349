import type { SendOutcome } from './send-queue.js'

/** Sends things to a path of the page's server, as JSON; `kept` means that it has answered so. */
export const sendJson = (path: string, body: object): Promise<SendOutcome> =>
  ask(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Asks for something small, to see whether the server is there. */
export const probeServer = (): Promise<SendOutcome> => ask('/icon.svg')

/** Gets JSON from a path of the page's server. Throws an `Error` that says what is wrong. */
export async function fetchJson<Data>(path: string): Promise<Data> {
  const response = await fetch(path).catch(() => undefined)
  if (response?.ok) return (await response.json()) as Data
  throw new Error(response ? await response.text() : 'The server does not answer. Start it again.')
}

async function ask(path: string, request?: RequestInit): Promise<SendOutcome> {
  const response = await fetch(path, request).catch(() => undefined)
  if (response === undefined) return { kind: 'gone' }
  if (response.ok) return { kind: 'kept' }
  if (response.status === 401 || response.status === 403) return { kind: 'stranger' }
  return { kind: 'refused', reason: (await response.text().catch(() => '')).trim() }
}
