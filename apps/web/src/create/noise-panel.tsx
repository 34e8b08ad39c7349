import { Dices, Lock, LockOpen } from 'lucide-react'
import { Group, Input, Label, NumberField, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import { type CharacterSettings, mostCharacters, truncationLimits } from '../character/character-settings'
import { Button } from '../controls/button'
import { Slider } from '../controls/slider'
import { useMessages } from '../i18n/messages'
import styles from './create-page.module.css'

interface NoisePanelProps {
  settings: CharacterSettings
  /** Place of the face that is shown large, among those of the settings: what is locked is its noise, or its tags. */
  selected: number
  onChange(settings: CharacterSettings): void
  /** Draws a new seed for what is not locked. */
  onReseed(): void
}

/** Beyond this, the truncation is hardly felt. */
const varied = 2

/** What tags do not say: the seed, how daring it may be, how many, and what stays the next time. */
export function NoisePanel({ settings, selected, onChange, onReseed }: NoisePanelProps) {
  const { t } = useMessages()
  const { seed, tagSeed, truncation, count, lock } = settings
  const { least, greatest } = truncationLimits
  const describeTruncation = (value: number) => {
    if (value >= greatest) return t('create.wild')
    if (value >= varied) return t('create.varied')
    return t(value >= 1 ? 'create.balanced' : 'create.typical')
  }
  return (
    <section className={styles.panel} aria-label={t('create.chance')}>
      <NumberField
        className={styles.field!}
        value={seed}
        minValue={0}
        maxValue={Number.MAX_SAFE_INTEGER - mostCharacters}
        formatOptions={{ useGrouping: false, maximumFractionDigits: 0 }}
        onChange={(value) => {
          if (Number.isNaN(value) || value === seed) return
          onChange({ ...settings, seed: value, mixes: [], tagSeed: lock === 'tags' ? tagSeed : value })
        }}
      >
        <Label>{t('create.seed')}</Label>
        <Group className={styles.inputRow!}>
          <Input className={styles.input!} />
          <Button slot={null} aria-label={t('create.newSeed')} onPress={onReseed}>
            <Dices aria-hidden />
          </Button>
        </Group>
      </NumberField>
      <ToggleButtonGroup
        className={styles.locks!}
        aria-label={t('create.locks')}
        selectedKeys={lock === 'none' ? [] : [lock]}
        onSelectionChange={(keys) => {
          const [key = 'none'] = keys
          const next = key as CharacterSettings['lock']
          const offset = lock === 'none' ? selected : 0
          onChange({
            ...settings,
            lock: next,
            seed: next === 'noise' ? seed + offset : seed,
            tagSeed: next === 'tags' ? tagSeed + offset : tagSeed,
          })
        }}
      >
        <ToggleButton id="noise" className={styles.lock!}>
          {lock === 'noise' ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
          {t('create.lockNoise')}
        </ToggleButton>
        <ToggleButton id="tags" className={styles.lock!}>
          {lock === 'tags' ? <Lock aria-hidden /> : <LockOpen aria-hidden />}
          {t('create.lockTags')}
        </ToggleButton>
      </ToggleButtonGroup>
      <Slider
        label={t('create.variety')}
        value={truncation ?? greatest}
        least={least}
        greatest={greatest}
        step={0.1}
        describe={describeTruncation}
        onCommit={(value) => onChange({ ...settings, truncation: value >= greatest ? undefined : value })}
      />
      <Slider
        label={t('create.count')}
        value={count}
        least={1}
        greatest={mostCharacters}
        step={1}
        describe={(value) => t('create.faces', { count: value })}
        onCommit={(value) => onChange({ ...settings, count: value })}
      />
    </section>
  )
}
