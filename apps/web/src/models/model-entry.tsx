import type { WeightsManifest } from '@animegan/core'
import { FileText, Sparkles, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { formatRoute } from '../app/hash-route'
import { createSettings } from '../character/character-settings'
import { drawSeed } from '../character/random-seed'
import { formatSettings } from '../character/settings-query'
import { Button } from '../controls/button'
import buttonStyles from '../controls/button.module.css'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { failureMessage } from '../generator/failure-messages'
import { listOfferedFiles } from '../generator/precision-choice'
import { releaseGenerator } from '../generator/use-generator'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import { CardDialog } from './card-dialog'
import { FileRows } from './file-rows'
import styles from './models-page.module.css'
import { forgetOwnModel } from './own-model-files'
import { keepPreferredModel } from './preferred-model'
import type { Model } from './published-models'
import { type KeptFiles, useKeptFiles } from './use-kept-files'
import type { ManifestAnswer } from './use-model-manifests'

/** A model that the site offers, fetched when it is wanted. */
export function PublishedEntry({ weights, ...known }: KnownModel & { weights: string }) {
  const keeping = useKeptFiles(weights)
  return <ModelEntry {...known} keeping={keeping} onRemove={() => keeping.clear()} />
}

/** A model that the visitor brought. */
export function OwnEntry(known: KnownModel) {
  return <ModelEntry {...known} onRemove={() => forgetOwnModel(known.model.id)} />
}

interface KnownModel {
  model: Model
  answer: ManifestAnswer
}

interface ModelEntryProps extends KnownModel {
  keeping?: KeptFiles
  onRemove(): Promise<void>
}

function ModelEntry({ model, answer: { manifest, error }, keeping, onRemove }: ModelEntryProps) {
  const { t } = useMessages()
  const [shown, setShown] = useState<'card' | 'removal'>()
  const [seed] = useState(drawSeed)
  const close = () => setShown(undefined)
  const title = manifest?.title ?? model.id
  const isOwn = model.weights === undefined

  const remove = async () => {
    await onRemove()
    releaseGenerator()
    notify(t('models.removed', { model: title }))
  }
  return (
    <article className={styles.entry} aria-label={title}>
      <header>
        <h3>{title}</h3>
        {manifest && <Facts manifest={manifest} />}
      </header>
      {error !== undefined && (
        <p role="alert" className={styles.problem}>
          {t(failureMessage(error))}
        </p>
      )}
      <FileRows title={title} files={manifest ? listOfferedFiles(model, manifest) : []} keeping={keeping} />
      <div className={styles.actions}>
        <a
          className={`${buttonStyles.button} ${buttonStyles.plain ?? ''}`}
          href={formatRoute('create', formatSettings(createSettings(seed, model.id)))}
          onClick={() => keepPreferredModel(model.id)}
        >
          <Sparkles aria-hidden />
          {t('models.draw')}
        </a>
        <Button onPress={() => setShown('card')}>
          <FileText aria-hidden />
          {t('models.card')}
        </Button>
        {(isOwn || (keeping?.kept?.size ?? 0) > 0) && (
          <Button variant="quiet" onPress={() => (isOwn ? setShown('removal') : void remove())}>
            <Trash2 aria-hidden />
            {t('models.remove')}
          </Button>
        )}
      </div>
      <CardDialog model={model} title={title} isOpen={shown === 'card'} onClose={close} />
      <ConfirmDialog
        title={t('models.removeTitle', { model: title })}
        text={t('models.removeText')}
        action={t('models.remove')}
        isOpen={shown === 'removal'}
        onConfirm={() => void remove()}
        onClose={close}
      />
    </article>
  )
}

function Facts({ manifest }: { manifest: WeightsManifest }) {
  const { t } = useMessages()
  const { name, version, licence, credit, output, tags } = manifest
  return (
    <>
      <p className={styles.facts}>
        {name} {version} · {t('models.pictureSize', { side: output.resolution })} ·{' '}
        {t('models.tagCount', { count: tags.tags.length })}
      </p>
      <p className={styles.facts}>
        {t('models.licence', { licence })}
        {credit && ` · ${t('models.credit', { credit })}`}
      </p>
    </>
  )
}
