import { fetchJson, type SendOutcome, sendJson } from '@animegan/local-page/browser'
import type { ReviewData, ReviewDecision } from '../review-data.js'

/** Gets the records and what was decided before. Throws an `Error` that says what to do. */
export const fetchReview = (): Promise<ReviewData> => fetchJson('/data')

/** Sends decisions; `kept` means that they are on the disk. */
export const sendDecisions = (decisions: readonly ReviewDecision[]): Promise<SendOutcome> =>
  sendJson('/decisions', { decisions })

/** Address of a picture as a tile shows it. */
export const thumbnailAddress = (id: string): string => `/thumbnails/${encodeURIComponent(id)}`

/** Address of a whole picture. */
export const pictureAddress = (id: string): string => `/pictures/${encodeURIComponent(id)}`
