import type { WeightsManifest } from '@animegan/core'
import type { ReactNode } from 'react'
import { Button } from '../controls/button'
import { useMessages } from '../i18n/messages'
import { failureMessage } from './failure-messages'
import type { GeneratorState, GeneratorStore } from './generator-store'
import styles from './manifest-gate.module.css'
import { useGenerator, useManifest } from './use-generator'

/** A model of which it is known what it can do. */
export interface ReadyModel {
  store: GeneratorStore
  state: GeneratorState
  manifest: WeightsManifest
}

interface ManifestGateProps {
  modelId: string
  children(model: ReadyModel): ReactNode
}

/** Shows what needs a model's manifest once it is there, and until then that it is on its way, or why not. */
export function ManifestGate({ modelId, children }: ManifestGateProps) {
  const { t } = useMessages()
  const { store, state } = useGenerator(modelId)
  const { manifest, error, retry } = useManifest(store)
  if (manifest) return children({ store, state, manifest })
  return (
    <div className={styles.gate}>
      {error ? (
        <div role="alert" className={styles.alert}>
          <p>{t(failureMessage(error))}</p>
          <Button onPress={retry}>{t('app.retry')}</Button>
        </div>
      ) : (
        <p>{t('app.loading')}</p>
      )}
    </div>
  )
}
