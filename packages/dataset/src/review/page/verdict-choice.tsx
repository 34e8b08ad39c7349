import type { VerdictFilter } from './picture-filter.js'
import { formatCount, type ReviewSession } from './review-session.js'

/** Pictures with which verdict are shown, each with how many there are. */
export function VerdictChoice({ session }: { session: ReviewSession }) {
  const { accepted, rejected, retagged } = session.count()
  const total = session.items.length
  const choices: [VerdictFilter, string, number][] = [
    ['all', 'All', total],
    ['undecided', 'Undecided', total - accepted - rejected],
    ['accepted', 'Accepted', accepted],
    ['rejected', 'Rejected', rejected],
    ['retagged', 'Retagged', retagged],
  ]
  return (
    <fieldset>
      <legend>Verdict</legend>
      <div class="choices">
        {choices.map(([verdict, label, count]) => (
          <label key={verdict} class="choice">
            <input
              type="radio"
              name="verdict"
              checked={session.filter.verdict === verdict}
              onChange={() => session.setFilter({ verdict })}
            />
            {label} <small>{formatCount(count)}</small>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
