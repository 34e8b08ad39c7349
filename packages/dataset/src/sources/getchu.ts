// Entry point of @animegan/dataset/sources/getchu: apart, because only collecting needs an HTML parser.
export {
  type CollectGetchuOptions,
  type CollectProgress,
  collectGetchu,
} from './getchu/collect-getchu.js'
export type { CollectionSettings } from './getchu/collection-settings.js'
export { type CollectionPlan, planCollection } from './getchu/plan-collection.js'
export type { CollectionSummary } from './getchu/write-collection.js'
