import { AnimeganError } from '@animegan/core'
import { useState } from 'react'
import { downloadFile } from '../files/download-file'
import { namePicture } from '../files/encode-picture'
import { type MessageKey, useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import type { GalleryEntry } from './gallery-entry'
import { gallery } from './gallery-store'
import { persistStorage } from './storage-use'

/** Characters on their way out of the gallery or into it. */
export interface Transfer {
  kind: 'export' | 'import'
  done: number
  total: number
}

const failures: Record<string, MessageKey> = {
  NOT_A_ZIP: 'gallery.notAZip',
  NOT_A_GALLERY: 'gallery.notAGallery',
  UNKNOWN_GALLERY: 'gallery.unknownGallery',
  STORAGE_FULL: 'gallery.fullNotice',
}

/** Downloads and zips. The libraries that they need are loaded when they are first used. */
export function useTransfers() {
  const { t } = useMessages()
  const [transfer, setTransfer] = useState<Transfer>()

  const run = async (kind: Transfer['kind'], act: () => Promise<void>) => {
    setTransfer({ kind, done: 0, total: 0 })
    try {
      await act()
    } catch (error) {
      const code = AnimeganError.isInstance(error) ? error.code : ''
      notify(
        t(failures[code] ?? (kind === 'export' ? 'gallery.exportFailed' : 'gallery.importFailed')),
        'problem',
      )
    } finally {
      setTransfer(undefined)
    }
  }

  const attempt = (kind: Transfer['kind'], act: () => Promise<void>): void => void run(kind, act)

  const exportZip = (entries: readonly GalleryEntry[]) =>
    attempt('export', async () => {
      const { writeArchive } = await import('./write-archive')
      const zip = await writeArchive({
        entries,
        readPng: (id) => gallery.read(id, 'png'),
        onProgress: (progress) => setTransfer({ kind: 'export', ...progress }),
      })
      downloadFile(`animegan-gallery-${new Date().toISOString().slice(0, 10)}.zip`, zip)
    })

  return {
    transfer,
    exportZip,
    /** One as a large PNG, several as a zip. */
    download: (entries: readonly GalleryEntry[]) => {
      const [entry, ...others] = entries
      if (!entry) return
      if (others.length > 0) return exportZip(entries)
      attempt('export', async () => {
        const { enlargePng } = await import('./picture-pixels')
        const png = await gallery.read(entry.id, 'png')
        if (png) downloadFile(namePicture(entry.settings, 1), await enlargePng(png))
      })
    },
    importZip: (file: Blob) =>
      attempt('import', async () => {
        const { importArchive } = await import('./import-archive')
        const { added, known, damaged } = await importArchive(gallery, file, (progress) =>
          setTransfer({ kind: 'import', ...progress }),
        )
        void persistStorage()
        const parts = [
          t('gallery.imported', { count: added }),
          known > 0 && t('gallery.knownBefore', { count: known }),
          damaged > 0 && t('gallery.damaged', { count: damaged }),
        ]
        notify(parts.filter(Boolean).join(' '), damaged > 0 ? 'problem' : 'info')
      }),
  }
}
