import type { ReviewData, ReviewDecision } from '../review-data.js'
import type { SendOutcome } from './decision-queue.js'

/** Gets the records and what was decided before. Throws an `Error` that says what to do. */
export async function fetchReview(): Promise<ReviewData> {
  const response = await fetch('/data', { cache: 'no-store' }).catch(() => undefined)
  if (response?.ok) return (await response.json()) as ReviewData
  throw new Error(response ? await response.text() : 'The server does not answer. Start the review again.')
}

/** Sends decisions; `kept` means that they are on the disk. */
export const sendDecisions = (decisions: readonly ReviewDecision[]): Promise<SendOutcome> =>
  ask('/decisions', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ decisions }),
  })

/** Asks for something small. */
export const probeServer = (): Promise<SendOutcome> => ask('/icon.svg', { cache: 'no-store' })

async function ask(path: string, request: RequestInit): Promise<SendOutcome> {
  const response = await fetch(path, request).catch(() => undefined)
  if (response === undefined) return { kind: 'gone' }
  if (response.ok) return { kind: 'kept' }
  if (response.status === 401 || response.status === 403) return { kind: 'stranger' }
  return { kind: 'refused', reason: (await response.text().catch(() => '')).trim() }
}

/** Address of a picture as a tile shows it. */
export const thumbnailAddress = (id: string): string => `/thumbnails/${encodeURIComponent(id)}`

/** Address of a whole picture. */
export const pictureAddress = (id: string): string => `/pictures/${encodeURIComponent(id)}`
