import { useEffect, useRef } from 'react'
import { enlargedSide, enlargeFace, type FacePixels } from './enlarge-face'
import styles from './face-picture.module.css'
import { paintInTurn } from './paint-in-turn'

interface FacePictureProps {
  face: FacePixels
  /** What screen readers say of it; empty where the text beside it says it. */
  label: string
  /** Of the canvas, in pixels: less where its place is small. */
  side?: number
}

/** A face as large as its place, smooth at every size. */
export function FacePicture({ face, label, side = enlargedSide }: FacePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(
    () =>
      paintInTurn(() => {
        canvas.current?.getContext('2d')?.drawImage(enlargeFace(face, side), 0, 0)
      }),
    [face, side],
  )
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      width={side}
      height={side}
      role="img"
      aria-label={label || undefined}
      aria-hidden={label === '' || undefined}
    />
  )
}
