import { useEffect, useRef } from 'react'

/** Takes zips that are dropped anywhere on the page. Pictures are left to the site's own drop. */
export function useZipDrop(onZip: (file: Blob) => void): void {
  const latest = useRef(onZip)
  useEffect(() => {
    latest.current = onZip
  })
  useEffect(() => {
    const onDrop = (event: DragEvent) => {
      const file = event.dataTransfer?.files[0]
      if (!file?.name.toLowerCase().endsWith('.zip')) return
      event.preventDefault()
      latest.current(file)
    }
    // Before the site's, which takes what nobody has taken.
    addEventListener('drop', onDrop, { capture: true })
    return () => removeEventListener('drop', onDrop, { capture: true })
  }, [])
}
