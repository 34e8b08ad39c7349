import { fetchJson, probeServer, sendJson } from '@animegan/local-page/browser'
import { render } from 'preact'
import type { JudgingData } from '../judging-data.js'
import { JudgingPage } from './judging-page.js'
import { JudgingSession } from './judging-session.js'

/** How often the page looks whether its server is there. */
const probeEvery = 4000

const place = document.getElementById('page')!
const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

async function start(): Promise<void> {
  // The token need not stand in the address any longer: a cookie has it.
  history.replaceState(null, '', '/')
  const session = new JudgingSession(await fetchJson<JudgingData>('/data'), {
    send: (judgements) => sendJson('/judgements', { judgements }),
    probe: probeServer,
    wait,
  })
  document.title = `${session.data.model} · judging`
  place.replaceChildren()
  render(<JudgingPage session={session} />, place)
  setInterval(() => void session.queue.check(), probeEvery)
  window.addEventListener('beforeunload', (event) => {
    if (session.queue.size > 0) event.preventDefault()
  })
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  render(<p class="loading">{message}</p>, place)
})
