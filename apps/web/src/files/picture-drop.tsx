import { ImageUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useRoute } from '../app/hash-route'
import { useMessages } from '../i18n/messages'
import { openPicture } from './open-picture'
import styles from './picture-drop.module.css'

/** Takes pictures that are dropped anywhere on the page, and shows where they may be dropped. */
export function PictureDrop() {
  const { t } = useMessages()
  const { path } = useRoute()
  const [isOver, setOver] = useState(false)

  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(true)
      },
      { signal },
    )
    addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), { signal })
    addEventListener(
      'drop',
      (event) => {
        setOver(false)
        // A zone of its own, such as for weights, has taken it.
        if (event.defaultPrevented || !hasFiles(event)) return
        event.preventDefault()
        const file = event.dataTransfer?.files[0]
        if (file) void openPicture(file, t)
      },
      { signal },
    )
    return () => stop.abort()
  }, [t])

  // That page has a zone of its own, for models.
  if (!isOver || path === 'models') return null
  return (
    <div className={styles.veil}>
      <p>
        <ImageUp aria-hidden />
        {t('files.dropHere')}
      </p>
    </div>
  )
}
