import type { FacePlan } from '@animegan/core'
import { Keyboard, Sparkles, Undo2, WandSparkles } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { goBack } from '../app/hash-route'
import { type CharacterSettings, reseed } from '../character/character-settings'
import { planCharacters } from '../character/plan-characters'
import { drawSeed } from '../character/random-seed'
import { Button } from '../controls/button'
import { useKeptCharacters } from '../gallery/keep-characters'
import { failureMessage } from '../generator/failure-messages'
import { useFaces } from '../generator/use-faces'
import { useGenerator, useManifest } from '../generator/use-generator'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import { AttributeSliders } from './attribute-sliders'
import styles from './create-page.module.css'
import { ExclusiveTags } from './exclusive-tags'
import { FreeTags } from './free-tags'
import { NoisePanel } from './noise-panel'
import { PictureActions, usePictureActions } from './picture-actions'
import { ShortcutHelp } from './shortcut-help'
import { type Shortcut, useShortcuts } from './shortcuts'
import { Stage } from './stage'
import { StrengthSliders } from './strength-sliders'
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

  const generate = () => {
    const next = reseed(settings, drawSeed())
    const isSame =
      manifest && plans && planCharacters(manifest, next).every((plan, i) => isAlike(plan, plans[i]!))
    if (isSame) notify(t('create.allLocked'))
    else change(next)
  }
  const surprise = () => {
    const { lock } = settings
    const free: CharacterSettings =
      lock === 'tags' ? settings : { ...settings, tags: {}, strengths: {}, attributes: {} }
    change(reseed(free, drawSeed()))
  }
  const [helpIsOpen, setHelpOpen] = useState(false)
  const shortcuts: Shortcut[] = [
    { key: 'Enter', label: 'create.generate', act: generate },
    { key: 'S', label: 'create.surprise', act: surprise },
    { key: 'D', label: 'create.download', act: actions && (() => void actions.download('large')) },
    { key: 'L', label: 'create.copyLink', act: actions && (() => void actions.copyLink()) },
    { key: 'C', label: 'create.copyImage', act: actions && (() => void actions.copyImage()) },
    { key: 'Z', label: 'create.undo', act: goBack },
    { key: '?', label: 'create.shortcuts', act: () => setHelpOpen(true) },
  ]
  const keys = useShortcuts(shortcuts)

  if (!manifest) {
    return (
      <div className={styles.empty}>
        <h1 className="visually-hidden">{t('create.title')}</h1>
        {manifestError ? (
          <div role="alert" className={styles.alert}>
            <p>{t(failureMessage(manifestError))}</p>
            <Button onPress={retryManifest}>{t('app.retry')}</Button>
          </div>
        ) : (
          <p>{t('app.loading')}</p>
        )}
      </div>
    )
  }

  const { tags: schema } = manifest
  const choices = {
    tags: settings.tags,
    drawn: face?.tags ?? [],
    onChange: (tags: Record<string, boolean>) => change({ ...settings, tags }),
  }
  return (
    <div className={styles.page}>
      <h1 className="visually-hidden">{t('create.title')}</h1>
      <div className={styles.side}>
        <section className={styles.stage} aria-label={t('create.result')}>
          <Stage
            schema={schema}
            faces={faces}
            selected={selected}
            onSelect={setPlace}
            state={state}
            onRetry={retry}
          />
          {error && (
            <div role="alert" className={styles.alert}>
              <p>{t('create.drawingFailed')}</p>
              <Button onPress={retry}>{t('app.retry')}</Button>
            </div>
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
      <section className={styles.controls} aria-label={t('create.controls')}>
        <Tabs className={styles.tabs!}>
          <div className={styles.tabRow}>
            <TabList className={styles.tabList!} aria-label={t('create.controls')}>
              <Tab id="simple" className={styles.tab!}>
                {t('create.simple')}
              </Tab>
              <Tab id="expert" className={styles.tab!}>
                {t('create.expert')}
              </Tab>
            </TabList>
            <Button variant="quiet" aria-label={t('create.undo')} onPress={goBack}>
              <Undo2 aria-hidden />
            </Button>
            <Button variant="quiet" aria-label={t('create.shortcuts')} onPress={() => setHelpOpen(true)}>
              <Keyboard aria-hidden />
            </Button>
          </div>
          <TabPanel id="simple" className={styles.tabPanel!}>
            <div className={styles.panel}>
              {schema.groups.map((group) => {
                const Tags = group.exclusive ? ExclusiveTags : FreeTags
                const groupTags = schema.tags.filter((tag) => tag.group === group.id)
                return <Tags key={group.id} group={group} groupTags={groupTags} {...choices} />
              })}
            </div>
          </TabPanel>
          <TabPanel id="expert" className={styles.tabPanel!}>
            <p className={styles.hint}>{t('create.expertHint')}</p>
            <StrengthSliders
              schema={schema}
              tags={settings.tags}
              strengths={settings.strengths}
              drawn={choices.drawn}
              onChange={(strengths) => change({ ...settings, strengths })}
            />
          </TabPanel>
        </Tabs>
        <AttributeSliders
          schema={schema}
          attributes={settings.attributes}
          drawn={face?.attributes ?? {}}
          onChange={(attributes) => change({ ...settings, attributes })}
        />
        <NoisePanel settings={settings} selected={selected} onChange={change} onReseed={generate} />
      </section>
      <ShortcutHelp {...keys} shortcuts={shortcuts} isOpen={helpIsOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
}

/** Whether two plans draw the same picture. */
const isAlike = (a: FacePlan, b: FacePlan): boolean =>
  a.latent.join() === b.latent.join() && a.condition.join() === b.condition.join()
