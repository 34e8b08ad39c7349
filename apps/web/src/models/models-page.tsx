import type { WeightsDtype } from '@animegan/core'
import { useMemo } from 'react'
import { PageHeading } from '../app/page-heading'
import { listOfferedFiles } from '../generator/precision-choice'
import { useMessages } from '../i18n/messages'
import { BringModel } from './bring-model'
import { DevicePanel } from './device-panel'
import { OwnEntry, PublishedEntry } from './model-entry'
import { useOwnModels } from './model-list'
import styles from './models-page.module.css'
import { type Model, publishedModels } from './published-models'
import { useModelManifests } from './use-model-manifests'

/** From the smallest to the largest. */
const dtypes: readonly WeightsDtype[] = ['int8', 'fp16', 'fp32']

/** What draws: the site's models, the visitor's own, and the device that computes. */
export function ModelsPage() {
  const { t } = useMessages()
  const ownModels = useOwnModels()
  const models = useMemo(() => [...publishedModels, ...ownModels], [ownModels])
  const answers = useModelManifests(models)
  if (!answers) return <PageHeading title="models.title" lead="models.lead" />
  const offered = dtypes.filter((dtype) =>
    models.some((model) => {
      const { manifest } = answers.get(model.id) ?? {}
      return manifest && listOfferedFiles(model, manifest).some((file) => file.dtype === dtype)
    }),
  )
  const answerOf = ({ id }: Model) => answers.get(id) ?? {}
  return (
    <>
      <PageHeading title="models.title" lead="models.lead" />
      <div className={styles.sections}>
        <section aria-labelledby="published-heading">
          <h2 id="published-heading">{t('models.published')}</h2>
          <div className={styles.entries}>
            {publishedModels.map((model) => (
              <PublishedEntry key={model.id} model={model} answer={answerOf(model)} weights={model.weights} />
            ))}
          </div>
        </section>
        <section aria-labelledby="own-heading">
          <h2 id="own-heading">{t('models.own')}</h2>
          <div className={styles.entries}>
            {ownModels.map((model) => (
              <OwnEntry key={model.id} model={model} answer={answerOf(model)} />
            ))}
            <BringModel />
          </div>
        </section>
        <section aria-labelledby="device-heading">
          <h2 id="device-heading">{t('models.device')}</h2>
          <DevicePanel offered={offered} />
        </section>
      </div>
    </>
  )
}
