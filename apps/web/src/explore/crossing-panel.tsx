import type { Face, TagSchema } from '@animegan/core'
import { Blend } from 'lucide-react'
import { Button } from '../controls/button'
import { Panel } from '../controls/panel'
import { Segments } from '../controls/segments'
import { Slider } from '../controls/slider'
import { FaceTile } from '../faces/face-tile'
import { useMessages } from '../i18n/messages'
import { labelOf } from '../i18n/tag-labels'
import { attributesGene, listGenes } from './cross-characters'
import styles from './crossing-panel.module.css'
import type { Crossing } from './exploration'

/** What a child has from which parent. */
export type Mixture = Pick<Crossing, 'noise' | 'fromB'>

interface CrossingPanelProps {
  schema: TagSchema
  mixture: Mixture
  onChange(mixture: Mixture): void
  /** Undefined until they are drawn. */
  faces: { a: Face | undefined; b: Face | undefined; child: Face | undefined }
  describe(face: Face): string
  onCross(): void
}

/** Two parents and their child, which changes as one decides what it has from whom. */
export function CrossingPanel({ schema, mixture, onChange, faces, describe, onCross }: CrossingPanelProps) {
  const { t, language, languageTag } = useMessages()
  const { noise, fromB } = mixture
  const percent = new Intl.NumberFormat(languageTag, { style: 'percent' })
  const label = (face: Face | undefined) => (face ? describe(face) : '')
  const nameOf = (gene: string) => {
    if (gene === attributesGene) return t('create.attributes')
    return labelOf(schema.groups.find(({ id }) => id === gene)!, language)
  }
  return (
    <Panel title={t('explore.crossing')}>
      <div className={styles.family}>
        <figure>
          <FaceTile face={faces.a} label={label(faces.a)} />
          <figcaption>A</figcaption>
        </figure>
        <figure className={styles.child}>
          <FaceTile face={faces.child} label={label(faces.child)} />
          <figcaption>{t('explore.child')}</figcaption>
        </figure>
        <figure>
          <FaceTile face={faces.b} label={label(faces.b)} />
          <figcaption>B</figcaption>
        </figure>
      </div>
      <Slider
        label={t('explore.drawingMix')}
        value={noise}
        least={0}
        greatest={1}
        step={0.05}
        describe={(share) => `A ${percent.format(1 - share)} · B ${percent.format(share)}`}
        onMove={(share) => onChange({ ...mixture, noise: share })}
        onCommit={(share) => onChange({ ...mixture, noise: share })}
      />
      <div className={styles.genes}>
        {listGenes(schema).map((gene) => (
          <Segments
            key={gene}
            label={nameOf(gene)}
            choices={[
              { id: 'a', label: 'A' },
              { id: 'b', label: 'B' },
            ]}
            chosen={fromB.includes(gene) ? 'b' : 'a'}
            onChoose={(parent) => {
              const others = fromB.filter((id) => id !== gene)
              onChange({ ...mixture, fromB: parent === 'b' ? [...others, gene] : others })
            }}
          />
        ))}
      </div>
      <Button onPress={onCross}>
        <Blend aria-hidden />
        {t('explore.cross')}
      </Button>
    </Panel>
  )
}
