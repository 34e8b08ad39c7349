import styles from './progress-track.module.css'

interface ProgressTrackProps {
  /** Undefined where nobody knows how much there is to come. */
  percentage: number | undefined
}

/** The line of a `ProgressBar`, filled as far as it has come. */
export function ProgressTrack({ percentage }: ProgressTrackProps) {
  const isUnknown = percentage === undefined
  return (
    <span className={styles.track}>
      <span
        className={styles.fill}
        data-unknown={isUnknown || undefined}
        style={isUnknown ? undefined : { width: `${percentage}%` }}
      />
    </span>
  )
}
