import type { WeightsDtype } from '@animegan/core'
import { useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { Button } from '../controls/button'
import { type DeviceChoice, deviceChoices, keepDevice, readDevice } from '../generator/device-choice'
import { GeneratorStatus } from '../generator/generator-status'
import { keepPrecision, readPrecision } from '../generator/precision-choice'
import { releaseGenerator, useSharedGenerator } from '../generator/use-generator'
import { useMessages } from '../i18n/messages'
import styles from './models-page.module.css'
import { PrecisionChoices } from './precision-choices'

/** What the visitor wants to draw on and in which precision, what it is drawn on now, and why on nothing better. */
export function DevicePanel({ offered }: { offered: readonly WeightsDtype[] }) {
  const { t } = useMessages()
  const [choice, setChoice] = useState(readDevice)
  const [precision, setPrecision] = useState(readPrecision)
  const { store, state } = useSharedGenerator()
  const start = () => void store.start().catch(() => undefined)
  return (
    <div className={styles.device}>
      <RadioGroup
        className={styles.choices!}
        value={choice}
        onChange={(value) => {
          keepDevice(value as DeviceChoice)
          releaseGenerator()
          setChoice(value as DeviceChoice)
        }}
      >
        <Label className={styles.detail!}>{t('models.device-label')}</Label>
        {deviceChoices.map((id) => (
          <Radio key={id} value={id} className={styles.choice!}>
            <span>
              {t(`models.device-${id}`)}
              <small>{t(`models.why-${id}`)}</small>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {offered.length > 1 && (
        <PrecisionChoices
          offered={offered}
          chosen={precision}
          onChoose={(next) => {
            keepPrecision(next)
            releaseGenerator()
            setPrecision(next)
          }}
        />
      )}
      <div className={styles.running}>
        {state.status === 'ready' ? (
          <>
            <p role="status">
              {state.generator.device.name === 'webgpu'
                ? t('models.runsOnWebgpu')
                : t('models.runsOnWasm', { count: state.generator.device.threads })}
            </p>
            <p className={styles.detail}>
              {t('models.weightsInUse', {
                precision: t(`models.precision-${state.generator.weights.dtype}`),
              })}
            </p>
            {state.generator.device.reason && (
              <p className={styles.detail}>{t('models.reason', { reason: state.generator.device.reason })}</p>
            )}
          </>
        ) : (
          <>
            <GeneratorStatus state={state} onRetry={start} />
            {state.status === 'idle' && (
              <>
                <p>{t('models.notStarted')}</p>
                <Button onPress={start}>{t('models.start')}</Button>
              </>
            )}
          </>
        )}
      </div>
    </div>
  )
}
