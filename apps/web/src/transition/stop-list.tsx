import type { Face } from '@animegan/core'
import { ChevronLeft, ChevronRight, Trash2 } from 'lucide-react'
import type { CharacterSettings } from '../character/character-settings'
import { Button } from '../controls/button'
import { FaceTile } from '../faces/face-tile'
import { useMessages } from '../i18n/messages'
import styles from './stop-list.module.css'

interface StopListProps {
  stops: readonly CharacterSettings[]
  faces: readonly (Face | undefined)[]
  describe(face: Face): string
  /** Place of the stop that is shown; -1 between two. */
  current: number
  onShow(place: number): void
  onChange(stops: readonly CharacterSettings[]): void
}

/** The characters on the way, in their order. */
export function StopList({ stops, faces, describe, current, onShow, onChange }: StopListProps) {
  const { t } = useMessages()
  const swap = (place: number) => {
    const next = [...stops]
    next.splice(place, 2, stops[place + 1]!, stops[place]!)
    onChange(next)
  }
  return (
    <ol className={styles.stops} aria-label={t('transition.stops')}>
      {stops.map((_, place) => {
        const face = faces[place]
        const number = place + 1
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stop is its place.
          <li key={place} className={styles.stop}>
            <button
              type="button"
              className={styles.show}
              aria-current={place === current || undefined}
              aria-label={t('create.faceNumber', { number, face: face ? describe(face) : t('app.loading') })}
              onClick={() => onShow(place)}
            >
              <FaceTile face={face} label="" />
            </button>
            <div className={styles.tools}>
              <Button
                variant="quiet"
                isDisabled={place === 0}
                aria-label={t('transition.earlier', { number })}
                onPress={() => swap(place - 1)}
              >
                <ChevronLeft aria-hidden />
              </Button>
              <Button
                variant="quiet"
                isDisabled={stops.length <= 2}
                aria-label={t('transition.remove', { number })}
                onPress={() => onChange(stops.toSpliced(place, 1))}
              >
                <Trash2 aria-hidden />
              </Button>
              <Button
                variant="quiet"
                isDisabled={place === stops.length - 1}
                aria-label={t('transition.later', { number })}
                onPress={() => swap(place)}
              >
                <ChevronRight aria-hidden />
              </Button>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
