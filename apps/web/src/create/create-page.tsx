import type { FacePlan } from '@animegan/core'
import { Sparkles, WandSparkles } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { goBack } from '../app/hash-route'
import { type CharacterSettings, reseed } from '../character/character-settings'
import { planCharacters } from '../character/plan-characters'
import { drawSeed } from '../character/random-seed'
import { Button } from '../controls/button'
import { Notice } from '../controls/notice'
import { useKeptCharacters } from '../gallery/keep-characters'
import { failureMessage } from '../generator/failure-messages'
import { useFaces } from '../generator/use-faces'
import { useGenerator, useManifest } from '../generator/use-generator'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import { CharacterControls } from './character-controls'
import styles from './create-page.module.css'
import { PictureActions, usePictureActions } from './picture-actions'
import { ShortcutHelp } from './shortcut-help'
import { type Shortcut, useShortcuts } from './shortcuts'
import { Stage } from './stage'
import { useFittedSettings, useSettings } from './use-settings'

/** Characters by tags and chance. The pictures follow the settings, and the settings are the address. */
export function CreatePage() {
  const { t } = useMessages()
  const { settings: wanted, change } = useSettings()
  const { store, state } = useGenerator(wanted.model)
  const { manifest, error: manifestError, retry: retryManifest } = useManifest(store)
  const settings = useFittedSettings(wanted, manifest?.tags)
  const plans = useMemo(() => manifest && planCharacters(manifest, settings), [manifest, settings])
  const { faces, drawnPlans, drawing, error, cancel, retry } = useFaces(store, plans)

  const [place, setPlace] = useState(0)
  useEffect(() => {
    if (plans) setPlace(0)
  }, [plans])
  const selected = Math.min(place, Math.max(0, faces.length - 1))
  const face = faces[selected]

  const isCurrent = plans !== undefined && drawnPlans === plans
  const drawn =
    isCurrent && state.status === 'ready'
      ? { faces, settings, selected, weights: state.generator.weights }
      : undefined
  useKeptCharacters(drawn)
  const actions = usePictureActions(drawn)

  const generate = useCallback(() => {
    const next = reseed(settings, drawSeed())
    const isSame =
      manifest && plans && planCharacters(manifest, next).every((plan, i) => isAlike(plan, plans[i]!))
    if (isSame) notify(t('create.allLocked'))
    else change(next)
  }, [settings, manifest, plans, change, t])
  const surprise = () => {
    const { lock } = settings
    const free: CharacterSettings =
      lock === 'tags' ? settings : { ...settings, tags: {}, strengths: {}, attributes: {} }
    change(reseed(free, drawSeed()))
  }
  const [helpIsOpen, setHelpOpen] = useState(false)
  const showShortcuts = useCallback(() => setHelpOpen(true), [])
  const shortcuts: Shortcut[] = [
    { key: 'Enter', label: 'create.generate', act: generate },
    { key: 'S', label: 'create.surprise', act: surprise },
    { key: 'D', label: 'create.download', act: actions && (() => void actions.download('large')) },
    { key: 'L', label: 'create.copyLink', act: actions && (() => void actions.copyLink()) },
    { key: 'C', label: 'create.copyImage', act: actions && (() => void actions.copyImage()) },
    { key: 'Z', label: 'create.undo', act: goBack },
    { key: '?', label: 'create.shortcuts', act: showShortcuts },
  ]
  const keys = useShortcuts(shortcuts)

  if (!manifest) {
    return (
      <div className={styles.empty}>
        <h1 className="visually-hidden">{t('create.title')}</h1>
        {manifestError ? (
          <Notice role="alert">
            <p>{t(failureMessage(manifestError))}</p>
            <Button onPress={retryManifest}>{t('app.retry')}</Button>
          </Notice>
        ) : (
          <p>{t('app.loading')}</p>
        )}
      </div>
    )
  }

  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">{t('create.title')}</h1>
      <div className={styles.side}>
        <section className={styles.stage} aria-label={t('create.result')}>
          <Stage
            schema={manifest.tags}
            faces={faces}
            selected={selected}
            onSelect={setPlace}
            state={state}
            onRetry={retry}
          />
          {error && (
            <Notice role="alert">
              <p>{t('create.drawingFailed')}</p>
              <Button onPress={retry}>{t('app.retry')}</Button>
            </Notice>
          )}
          <p className="visually-hidden" role="status">
            {isCurrent ? t('create.drawn', { count: faces.length }) : ''}
          </p>
        </section>
        <div className={styles.bar}>
          <Button variant="primary" onPress={generate}>
            <Sparkles aria-hidden />
            {t('create.generate')}
          </Button>
          <Button onPress={surprise}>
            <WandSparkles aria-hidden />
            {t('create.surprise')}
          </Button>
          {drawing && drawing.total > 1 && (
            <Button variant="quiet" onPress={cancel}>
              {t('create.cancel', drawing)}
            </Button>
          )}
        </div>
        <PictureActions actions={actions} drawn={drawn} onChange={change} />
      </div>
      <CharacterControls
        schema={manifest.tags}
        settings={settings}
        face={face}
        selected={selected}
        onChange={change}
        onGenerate={generate}
        onShowShortcuts={showShortcuts}
      />
      <ShortcutHelp {...keys} shortcuts={shortcuts} isOpen={helpIsOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
}

/** Whether two plans draw the same picture. */
const isAlike = (a: FacePlan, b: FacePlan): boolean =>
  a.latent.join() === b.latent.join() && a.condition.join() === b.condition.join()
