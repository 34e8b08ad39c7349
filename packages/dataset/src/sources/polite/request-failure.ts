/** Why a request brought nothing, as a reject's reason. */
export type FailureReason =
  /** The site says that there is nothing: 404, 410. */
  | 'not-found'
  /** Another answer that is no success, such as 403. */
  | 'refused'
  /** The site asks not to be asked now (429, 503), and still does after several tries. */
  | 'busy'
  /** An error of the server (500 and above), several times. */
  | 'server-error'
  /** No connection, or one that broke before any answer, several times. */
  | 'unreachable'
  /** Nothing came for too long, several times. */
  | 'timed-out'
  /** The answer broke off, several times. */
  | 'incomplete'
  /** More bytes than are wanted. */
  | 'too-many-bytes'
  /** A redirect to another site, or one too many. */
  | 'redirected'
  /** The site's robots.txt forbids it; it was not asked for. */
  | 'disallowed-by-robots'

/** What came of a request that brought nothing. */
export interface RequestFailure {
  ok: false
  reason: FailureReason
  /** A sentence for people, naming the address. */
  detail: string
}

/** Whether asking again now may help. */
export const isPassing = ({ reason }: RequestFailure): boolean =>
  ['busy', 'server-error', 'unreachable', 'timed-out', 'incomplete'].includes(reason)

/** Whether asking again, on another day, is useless. */
export const isFinal = ({ reason }: RequestFailure): boolean =>
  ['not-found', 'too-many-bytes', 'redirected'].includes(reason)
