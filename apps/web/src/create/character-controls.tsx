import type { Face, TagSchema } from '@animegan/core'
import { Keyboard, Undo2 } from 'lucide-react'
import { memo } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { goBack } from '../app/hash-route'
import type { CharacterSettings } from '../character/character-settings'
import { Button } from '../controls/button'
import { useMessages } from '../i18n/messages'
import { AttributeSliders } from './attribute-sliders'
import styles from './create-page.module.css'
import { ExclusiveTags } from './exclusive-tags'
import { FreeTags } from './free-tags'
import { NoisePanel } from './noise-panel'
import { StrengthSliders } from './strength-sliders'

interface CharacterControlsProps {
  schema: TagSchema
  settings: CharacterSettings
  /** The one that is shown large, and its place. */
  face: Face | undefined
  selected: number
  onChange(settings: CharacterSettings): void
  onGenerate(): void
  onShowShortcuts(): void
}

/** All that says how characters are to be. Memoized, for there is much of it, and it does not change while they are drawn. */
export const CharacterControls = memo(function CharacterControls(props: CharacterControlsProps) {
  const { schema, settings, face, selected, onChange, onGenerate, onShowShortcuts } = props
  const { t } = useMessages()
  const choices = {
    tags: settings.tags,
    drawn: face?.tags ?? [],
    onChange: (tags: Record<string, boolean>) => onChange({ ...settings, tags }),
  }
  return (
    <section className={styles.controls} aria-label={t('create.controls')}>
      <Tabs className={styles.tabs!} defaultSelectedKey="simple">
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
          <Button variant="quiet" aria-label={t('create.shortcuts')} onPress={onShowShortcuts}>
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
            onChange={(strengths) => onChange({ ...settings, strengths })}
          />
        </TabPanel>
      </Tabs>
      <AttributeSliders
        schema={schema}
        attributes={settings.attributes}
        drawn={face?.attributes ?? {}}
        onChange={(attributes) => onChange({ ...settings, attributes })}
      />
      <NoisePanel settings={settings} selected={selected} onChange={onChange} onReseed={onGenerate} />
    </section>
  )
})
