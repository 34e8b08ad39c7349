import { useEffect, useRef } from 'react'
import { enlargedSide, enlargeFace, type FacePixels } from './enlarge-face'
import styles from './face-picture.module.css'

interface FacePictureProps {
  face: FacePixels
  /** What screen readers say of it; empty where the text beside it says it. */
  label: string
}

/** A face as large as its place, smooth at every size. */
export function FacePicture({ face, label }: FacePictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const enlarged = enlargeFace(face, enlargedSide)
    canvas.current?.getContext('2d')?.drawImage(enlarged, 0, 0)
  }, [face])
  return (
    <canvas
      ref={canvas}
      className={styles.picture}
      width={enlargedSide}
      height={enlargedSide}
      role="img"
      aria-label={label || undefined}
      aria-hidden={label === '' || undefined}
    />
  )
}
