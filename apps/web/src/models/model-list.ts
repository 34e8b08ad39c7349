import { useSyncExternalStore } from 'react'
import { listOwnModels, subscribeOwnModels } from './own-models'
import { type Model, publishedModels } from './published-models'

/** All that can draw here: the site's models, then the visitor's own. */
export const listModels = (): readonly Model[] => [...publishedModels, ...listOwnModels()]

/** The model with an id; undefined when neither the site nor the visitor has it. */
export const findModel = (id: string): Model | undefined => listModels().find((model) => model.id === id)

/** The visitor's own models; renders again when one comes or goes. */
export const useOwnModels = (): readonly Model[] => useSyncExternalStore(subscribeOwnModels, listOwnModels)
