import type { Face, TagSchema } from '@animegan/core'
import { type CSSProperties, memo } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { useDescribeFace } from '../faces/describe-face'
import { FacePicture } from '../faces/face-picture'
import { GeneratorStatus } from '../generator/generator-status'
import type { GeneratorState } from '../generator/generator-store'
import { useMessages } from '../i18n/messages'
import { labelOf } from '../i18n/tag-labels'
import styles from './stage.module.css'

/** Of the pictures in the row, in pixels: sharp on dense screens. */
const stripSide = 256

interface StageProps {
  schema: TagSchema
  faces: readonly Face[]
  /** Place of the face that is shown large. */
  selected: number
  onSelect(place: number): void
  state: GeneratorState
  onRetry(): void
}

/** The character large, with its tags; of several, all in a row to choose from. Memoized: it stays while others are drawn. */
export const Stage = memo(function Stage({ schema, faces, selected, onSelect, state, onRetry }: StageProps) {
  const { t, language } = useMessages()
  const describe = useDescribeFace(schema)
  const face = faces[selected]
  return (
    <>
      <div className={styles.hero}>
        {face && <FacePicture face={face} label={describe(face)} />}
        {(!face || state.status === 'failed') && (
          <div className={styles.overlay}>
            <GeneratorStatus state={state} onRetry={onRetry} />
          </div>
        )}
      </div>
      {faces.length > 1 && (
        <ListBox
          className={styles.strip!}
          style={{ '--columns': countColumns(faces.length) } as CSSProperties}
          aria-label={t('create.allFaces')}
          layout="grid"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[selected]}
          onSelectionChange={(keys) => {
            if (keys !== 'all') onSelect(Number([...keys][0] ?? 0))
          }}
        >
          {faces.map((each, place) => (
            <ListBoxItem
              // biome-ignore lint/suspicious/noArrayIndexKey: a face is its place.
              key={place}
              id={place}
              aria-label={t('create.faceNumber', { number: place + 1, face: describe(each) })}
              textValue={`${place + 1}`}
              className={styles.tile!}
            >
              <FacePicture face={each} label="" side={stripSide} />
            </ListBoxItem>
          ))}
        </ListBox>
      )}
      <div className={styles.tagsPlace}>
        {face && (
          <ul className={styles.tags} aria-label={t('create.tagsOfFace')}>
            {schema.tags
              .filter(({ id }) => face.tags.includes(id))
              .map((tag) => (
                <li key={tag.id}>{labelOf(tag, language)}</li>
              ))}
            {schema.attributes.map((attribute) => (
              <li key={attribute.id}>
                {labelOf(attribute, language)}: {Math.round(face.attributes[attribute.id] ?? 0)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  )
})

/** One row of up to eight, else two alike. */
const countColumns = (count: number): number => (count > 8 ? Math.ceil(count / 2) : Math.max(count, 6))
