import { Modal } from '@animegan/local-page/browser'
import type { TagPrecision } from '../../precision/tag-precision.js'
import type { JudgingSession } from './judging-session.js'

const format = (value: number | undefined): string => value?.toFixed(2) ?? ''

/** The table of what was judged so far, beside the paper's. */
export function ResultsDialog({ session, onClose }: { session: JudgingSession; onClose(): void }) {
  const precision = session.summarize()
  return (
    <Modal label="Results" class="help results" onClose={onClose}>
      <h2>Precision per tag</h2>
      {precision.tags.length === 0 ? (
        <p class="quiet">Nothing is judged yet.</p>
      ) : (
        <ResultsTable session={session} precision={precision} />
      )}
    </Modal>
  )
}

function ResultsTable({ session, precision }: { session: JudgingSession; precision: TagPrecision }) {
  const labels = new Map(session.tags.map(({ id, label }) => [id, label]))
  const [mean] = precision.means
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">tag</th>
            <th scope="col">shown</th>
            <th scope="col">precision</th>
            <th scope="col">95% interval</th>
            <th scope="col">paper</th>
          </tr>
        </thead>
        <tbody>
          {precision.tags.map(({ id, shown, asked, precision, low, high, paper }) => (
            <tr key={id}>
              <th scope="row">{labels.get(id)}</th>
              <td>
                {shown}/{asked}
              </td>
              <td>{format(precision)}</td>
              <td>
                {format(low)}–{format(high)}
              </td>
              <td>{format(paper)}</td>
            </tr>
          ))}
        </tbody>
        {mean && precision.tags.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">mean of {mean.tags}</th>
              <td />
              <td>{format(mean.precision)}</td>
              <td>
                {format(mean.low)}–{format(mean.high)}
              </td>
              <td>{format(mean.paper)}</td>
            </tr>
          </tfoot>
        )}
      </table>
      <p class="quiet">
        Of what was judged so far; Wilson's interval. The paper judged 20 images a tag by eye.
      </p>
    </>
  )
}
