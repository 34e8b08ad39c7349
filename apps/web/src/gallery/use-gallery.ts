import { useEffect, useSyncExternalStore } from 'react'
import { type GalleryState, gallery } from './gallery-store'

/** What is in the gallery; renders again when that changes. */
export function useGallery(): GalleryState {
  useEffect(() => void gallery.list(), [])
  return useSyncExternalStore(gallery.subscribe, gallery.getState)
}
