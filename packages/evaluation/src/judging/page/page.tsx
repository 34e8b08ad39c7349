import { fetchJson, sendJson, startPage } from '@animegan/local-page/browser'
import type { JudgingData } from '../judging-data.js'
import { JudgingPage } from './judging-page.js'
import { JudgingSession } from './judging-session.js'

startPage(async (server) => {
  const session = new JudgingSession(await fetchJson<JudgingData>('/data'), {
    ...server,
    send: (judgements) => sendJson('/judgements', { judgements }),
  })
  return {
    title: `${session.data.model} · judging`,
    content: <JudgingPage session={session} />,
    queue: session.queue,
  }
})
