import { commonIcons } from '@animegan/local-page/browser'

const { tick, cross, undo, help } = commonIcons

/** Paths of the page's icons, by what they mean. */
export const icons = {
  yes: tick,
  no: cross,
  undo,
  help,
  previous: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  results: 'M5 20v-7M12 20V4M19 20v-11',
}
