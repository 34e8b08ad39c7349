import { AnimeganError } from '@animegan/core'
import type { MessageKey } from '../i18n/messages'

const messages: Record<string, MessageKey> = {
  DOWNLOAD_FAILED: 'generator.downloadFailed',
  WEIGHTS_NOT_FOUND: 'generator.notFound',
  WEIGHTS_CORRUPT: 'generator.corrupt',
  INVALID_MANIFEST: 'generator.corrupt',
  RUNTIME_UNAVAILABLE: 'generator.outdated',
  DEVICE_UNAVAILABLE: 'generator.noDevice',
}

/** What to tell the visitor when the model could not be loaded, and what to do about it. */
export function failureMessage(error: unknown): MessageKey {
  const code = AnimeganError.isInstance(error) ? error.code : ''
  if (code === 'DOWNLOAD_FAILED' && !navigator.onLine) return 'generator.offline'
  return messages[code] ?? 'generator.failed'
}
