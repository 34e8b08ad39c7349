export { fetchJson, probeServer, sendJson } from './browser/ask-server.js'
export { type SendOutcome, SendQueue, type SendQueueOptions, type Trouble } from './browser/send-queue.js'
