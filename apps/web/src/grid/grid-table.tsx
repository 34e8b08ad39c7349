import type { Face } from '@animegan/core'
import { formatRoute } from '../app/hash-route'
import type { CharacterSettings } from '../character/character-settings'
import { formatSettings } from '../character/settings-query'
import { FaceTile } from '../faces/face-tile'
import { useMessages } from '../i18n/messages'
import styles from './grid-table.module.css'

interface GridTableProps {
  caption: string
  rowLabels: readonly string[]
  columnLabels: readonly string[]
  cells: readonly (readonly CharacterSettings[])[]
  find(settings: CharacterSettings): Face | undefined
  describe(face: Face): string
}

/** Faces in rows and columns, each a link to Create. */
export function GridTable({ caption, rowLabels, columnLabels, cells, find, describe }: GridTableProps) {
  const { t } = useMessages()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard too.
    <section className={styles.scroller} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <td />
            {columnLabels.map((label, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
              <th key={column} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place.
            <tr key={place}>
              <th scope="row">{rowLabels[place]}</th>
              {row.map((settings, column) => {
                const face = find(settings)
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
                  <td key={column}>
                    <a
                      className={styles.cell}
                      href={formatRoute('create', formatSettings(settings))}
                      aria-label={face ? describe(face) : t('app.loading')}
                    >
                      <FaceTile face={face} label="" />
                    </a>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
