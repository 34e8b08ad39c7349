import type { TagSchema } from '@animegan/core'
import { useEffect, useMemo, useState } from 'react'
import { navigate, useRoute } from '../app/hash-route'
import type { CharacterSettings } from '../character/character-settings'
import { fitSettings } from '../character/fit-settings'
import { drawSeed } from '../character/random-seed'
import { formatSettings, parseSettings } from '../character/settings-query'
import { useMessages } from '../i18n/messages'
import { findModel } from '../models/model-list'
import { readPreferredModel } from '../models/preferred-model'
import { defaultModel } from '../models/published-models'
import { notify } from '../notifications/notifications'

const path = 'create'
let lastQuery = ''

/** The settings in the address, and the way to change them: every change is a step that the browser's Back undoes. */
export function useSettings(): {
  settings: CharacterSettings
  change: (next: CharacterSettings) => void
} {
  const { t } = useMessages()
  const route = useRoute()
  const [seed] = useState(drawSeed)
  // The navigation's link has no settings: it leads back to what was there.
  const query = route.query || lastQuery || queryOfPreferred()
  const { settings, problems, missing } = useMemo(() => readSettings(query, seed), [query, seed])
  const complete = formatSettings(settings)

  useEffect(() => {
    if (route.path !== path) return
    lastQuery = complete
    navigate(path, complete, { replace: true })
    if (missing !== undefined) notify(t('create.missingModel', { model: missing }), 'problem')
    if (problems.length === 0) return
    const parts = problems.map(({ name, value }) => `${name}=${value}`).join(', ')
    notify(t('create.badLink', { parts }), 'problem')
  }, [route.path, complete, problems, missing, t])

  return { settings, change }
}

const change = (next: CharacterSettings): void => navigate(path, formatSettings(next))

/** New characters come from the model that the visitor chose last, if it is still there. */
function queryOfPreferred(): string {
  const model = readPreferredModel()
  return model !== undefined && findModel(model) ? `model=${encodeURIComponent(model)}` : ''
}

/** The settings of a query, with a model that is here; `missing` names the one that is not. */
function readSettings(query: string, seed: number) {
  const { settings, problems } = parseSettings(query, seed)
  const { model } = settings
  if (findModel(model)) return { settings, problems, missing: undefined }
  return { settings: { ...settings, model: defaultModel.id }, problems, missing: model }
}

/** The settings as far as a model can follow them; the visitor is told what it cannot do. */
export function useFittedSettings(
  settings: CharacterSettings,
  schema: TagSchema | undefined,
): CharacterSettings {
  const { t } = useMessages()
  const fitted = useMemo(() => schema && fitSettings(schema, settings), [schema, settings])
  const dropped = fitted?.dropped.join(', ')
  useEffect(() => {
    if (dropped) notify(t('create.droppedTags', { tags: dropped }), 'problem')
  }, [dropped, t])
  return fitted?.settings ?? settings
}
