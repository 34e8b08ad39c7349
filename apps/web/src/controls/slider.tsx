import { type ReactNode, useEffect, useState } from 'react'
import { Slider as AriaSlider, Label, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import styles from './slider.module.css'

interface SliderProps {
  label: string
  value: number
  least: number
  greatest: number
  step: number
  /** Where the coloured part begins. Default: the least. */
  origin?: number
  /** The value in words or with its unit. */
  describe?: (value: number) => string
  /** Whether the value is not the visitor's own, but what chance drew. */
  isDrawn?: boolean
  /** Called while the thumb moves. */
  onMove?: (value: number) => void
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
  origin = least,
  describe,
  isDrawn,
  onMove,
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
      onChange={(next) => {
        setMoved(next)
        onMove?.(next)
      }}
      onChangeEnd={onCommit}
    >
      <Label className={styles.label!}>{label}</Label>
      <SliderOutput className={styles.output!}>{describe ? describe(moved) : undefined}</SliderOutput>
      {children}
      <SliderTrack className={styles.track!}>
        {({ state }) => (
          <>
            <div className={styles.rail} />
            <div
              className={styles.fill}
              style={placeFill(state.getValuePercent(origin), state.getThumbPercent(0))}
            />
            <SliderThumb className={styles.thumb!} aria-valuetext={describe?.(moved)} />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  )
}

/** Between two places of the track, from 0 to 1; from its least it begins where the rail does, half a thumb before. */
function placeFill(from: number, to: number): { left: string; width: string } {
  const half = from === 0 ? '0.75rem' : '0px'
  return {
    left: `calc(${100 * Math.min(from, to)}% - ${half})`,
    width: `calc(${100 * Math.abs(to - from)}% + ${half})`,
  }
}
