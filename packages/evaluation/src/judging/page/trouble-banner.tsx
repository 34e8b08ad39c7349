import type { JudgingSession } from './judging-session.js'

/** Says what is wrong between the page and its server, what that means for judgements, and what to do. */
export function TroubleBanner({ session: { queue, data } }: { session: JudgingSession }) {
  const { trouble, size } = queue
  if (trouble === undefined) return null
  const kept =
    size === 0
      ? 'Everything that you judged is saved.'
      : size === 1
        ? 'One judgement is not saved yet; it waits in this page: keep it open.'
        : `${size} judgements are not saved yet; they wait in this page: keep it open.`
  const problem = {
    gone: 'The server has stopped.',
    stranger: 'The server was started again and does not know this page.',
    refused: 'The server could not save.',
  }[trouble.kind]
  return (
    <div class="trouble" role="alert">
      <p>
        <strong>{problem}</strong> {kept}
      </p>
      {trouble.kind === 'gone' && (
        <p>
          Start it again
          {data.command && (
            <>
              {' '}
              with <code>{data.command}</code>
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
