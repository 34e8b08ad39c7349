import { type ComponentChild, render } from 'preact'
import { probeServer } from './ask-server.js'
import type { SendQueue, SendQueueOptions } from './send-queue.js'

/** How a queue looks whether the server of its page is there, and waits. */
export type PageServer = Pick<SendQueueOptions<never>, 'probe' | 'wait'>

/** A page that has got what it shows. */
export interface OpenedPage {
  title: string
  content: ComponentChild
  /** What people did and must not be lost. */
  queue: Pick<SendQueue<never>, 'size' | 'check'>
}

/** How often the page looks whether its server is there, in milliseconds. */
const probeEvery = 4000

const server: PageServer = {
  probe: probeServer,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/**
 * Draws a page into the element `page`, or what `open` throws. From then on it looks whether its server is there, and the browser asks
 * before it closes a page with something in the queue.
 */
export function startPage(open: (server: PageServer) => Promise<OpenedPage>): void {
  const place = document.getElementById('page')!
  // The token need not stand in the address any longer: a cookie has it.
  history.replaceState(null, '', '/')
  const show = ({ title, content, queue }: OpenedPage): void => {
    document.title = title
    place.replaceChildren()
    render(content, place)
    setInterval(() => void queue.check(), probeEvery)
    window.addEventListener('beforeunload', (event) => {
      if (queue.size > 0) event.preventDefault()
    })
  }
  open(server)
    .then(show)
    .catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      render(<p class="loading">{message}</p>, place)
    })
}
