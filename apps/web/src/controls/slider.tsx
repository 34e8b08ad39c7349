import { type ReactNode, useEffect, useState } from 'react'
import { Slider as AriaSlider, Label, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import styles from './slider.module.css'

interface SliderProps {
  label: string
  value: number
  least: number
  greatest: number
  step: number
  /** The value in words or with its unit. */
  describe?: (value: number) => string
  /** Whether the value is not the visitor's own, but what chance drew. */
  isDrawn?: boolean
  /** Called when the thumb is let go. */
  onCommit(value: number): void
  /** Beside the value, as a button that resets it. */
  children?: ReactNode
}

/** A labelled slider. It moves by itself, and tells its value when it is let go. */
export function Slider({
  label,
  value,
  least,
  greatest,
  step,
  describe,
  isDrawn,
  onCommit,
  children,
}: SliderProps) {
  const [moved, setMoved] = useState(value)
  useEffect(() => setMoved(value), [value])
  return (
    <AriaSlider
      className={styles.slider!}
      data-drawn={isDrawn || undefined}
      value={moved}
      minValue={least}
      maxValue={greatest}
      step={step}
      onChange={setMoved}
      onChangeEnd={onCommit}
    >
      <Label className={styles.label!}>{label}</Label>
      <SliderOutput className={styles.output!}>{describe ? describe(moved) : undefined}</SliderOutput>
      <span className={styles.extra}>{children}</span>
      <SliderTrack className={styles.track!}>
        {({ state }) => (
          <>
            <div className={styles.rail} />
            <div className={styles.fill} style={{ width: `${100 * state.getThumbPercent(0)}%` }} />
            <SliderThumb className={styles.thumb!} aria-valuetext={describe?.(moved)} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  )
}
