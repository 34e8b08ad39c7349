import type { FacePixels } from './enlarge-face'
import { FacePicture } from './face-picture'
import styles from './face-tile.module.css'

/** A face in a place of its own, and the empty place until it is drawn. */
export function FaceTile({ face, label }: { face: FacePixels | undefined; label: string }) {
  return (
    <div className={styles.tile} data-empty={!face || undefined}>
      {face && <FacePicture face={face} label={label} />}
    </div>
  )
}
