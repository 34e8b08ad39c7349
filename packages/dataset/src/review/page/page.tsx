import { probeServer } from '@animegan/local-page/browser'
import { render } from 'preact'
import { ReviewPage } from './review-page.js'
import { ReviewSession } from './review-session.js'
import { fetchReview, sendDecisions } from './talk-to-server.js'

/** How often the page looks whether its server is there. */
const probeEvery = 4000

const place = document.getElementById('page')!
const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

async function start(): Promise<void> {
  // The token need not stand in the address any longer: a cookie has it.
  history.replaceState(null, '', '/')
  const data = await fetchReview()
  const session = new ReviewSession(data, { send: sendDecisions, probe: probeServer, wait })
  document.title = `${data.folder} · review`
  place.replaceChildren()
  render(<ReviewPage session={session} />, place)
  setInterval(() => void session.queue.check(), probeEvery)
  window.addEventListener('beforeunload', (event) => {
    if (session.queue.size > 0) event.preventDefault()
  })
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  render(<p class="loading">{message}</p>, place)
})
