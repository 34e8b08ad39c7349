import type { SendQueue } from './send-queue.js'

export interface TroubleBannerProps {
  queue: Pick<SendQueue<never>, 'trouble' | 'size'>
  /** What to type to start the server again; empty when that is not known. */
  command: string
  /** What people do in the page: `decided`. */
  did: string
  /** One of what is saved, and many: `['decision', 'decisions']`. */
  nouns: readonly [one: string, many: string]
}

const problems = {
  gone: 'The server has stopped.',
  stranger: 'The server was started again and does not know this page.',
  refused: 'The server could not save.',
}

/** Says what is wrong between the page and its server, what that means for what is not saved yet, and what to do. */
export function TroubleBanner({ queue: { trouble, size }, command, did, nouns }: TroubleBannerProps) {
  if (trouble === undefined) return null
  const [one, many] = nouns
  const kept =
    size === 0
      ? `Everything that you ${did} is saved.`
      : size === 1
        ? `One ${one} is not saved yet; it waits in this page: keep it open.`
        : `${size.toLocaleString('en')} ${many} are not saved yet; they wait in this page: keep it open.`
  return (
    <div class="trouble" role="alert">
      <p>
        <strong>{problems[trouble.kind]}</strong> {kept}
      </p>
      {trouble.kind === 'gone' && (
        <p>
          Start it again
          {command && (
            <>
              {' '}
              with <code>{command}</code>
            </>
          )}{' '}
          and open the address that it prints. This page tries again every few seconds.
        </p>
      )}
      {trouble.kind === 'stranger' && (
        <p>Open the new address that it has printed, in this browser: then this page goes on by itself.</p>
      )}
      {trouble.kind === 'refused' && (
        <p>It says: {trouble.reason}. This page tries again every few seconds.</p>
      )}
    </div>
  )
}
