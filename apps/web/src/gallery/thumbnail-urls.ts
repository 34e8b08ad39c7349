import { useEffect, useState } from 'react'
import { gallery } from './gallery-store'

/** More than fit on any screen, so that scrolling back shows them at once. */
const mostUrls = 600

const urls = new Map<string, string>()

/** The address of a character's thumbnail, for `src`; undefined until it is read. */
export function useThumbnailUrl(id: string): string | undefined {
  const [read, setRead] = useState<{ id: string; url: string }>()
  useEffect(() => {
    if (urls.has(id)) return
    let left = false
    const show = (jpeg: Uint8Array<ArrayBuffer> | undefined) => {
      if (!left && jpeg) setRead({ id, url: rememberUrl(id, jpeg) })
    }
    gallery.read(id, 'thumbnail').then(show, () => undefined)
    return () => {
      left = true
    }
  }, [id])
  return urls.get(id) ?? (read?.id === id ? read.url : undefined)
}

function rememberUrl(id: string, jpeg: Uint8Array<ArrayBuffer>): string {
  const url = urls.get(id) ?? URL.createObjectURL(new Blob([jpeg], { type: 'image/jpeg' }))
  urls.set(id, url)
  const [oldest] = urls
  if (oldest && urls.size > mostUrls) {
    urls.delete(oldest[0])
    URL.revokeObjectURL(oldest[1])
  }
  return url
}
