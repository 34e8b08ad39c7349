import { startPage } from '@animegan/local-page/browser'
import { ReviewPage } from './review-page.js'
import { ReviewSession } from './review-session.js'
import { fetchReview, sendDecisions } from './talk-to-server.js'

startPage(async (server) => {
  const session = new ReviewSession(await fetchReview(), { ...server, send: sendDecisions })
  return {
    title: `${session.folder} · review`,
    content: <ReviewPage session={session} />,
    queue: session.queue,
  }
})
