import { navigate } from '../app/hash-route'
import { restoreSettings } from '../character/picture-settings'
import { formatSettings } from '../character/settings-query'
import { failureMessage } from '../generator/failure-messages'
import { shareGenerator } from '../generator/use-generator'
import type { Messages } from '../i18n/messages'
import { findModel } from '../models/model-list'
import { notify } from '../notifications/notifications'
import { readPicture } from './read-picture'

/** Shows the characters of a PNG of ours on the page Create, or says why that cannot be. */
export async function openPicture(file: Blob, t: Messages['t']): Promise<void> {
  const record = await readPicture(file)
  if (!record) return notify(t('files.noRecord'), 'problem')
  const model = findModel(record.weights.name)
  if (!model) return notify(t('files.unknownModel', { model: record.weights.name }), 'problem')
  try {
    const restored = restoreSettings(await shareGenerator(model).manifest(), record)
    if (!restored) return notify(t('files.notBySeed'), 'problem')
    navigate('create', formatSettings(restored.settings))
    notify(t(restored.complete ? 'files.restored' : 'files.restoredFirst'))
  } catch (error) {
    notify(t(failureMessage(error)), 'problem')
  }
}
