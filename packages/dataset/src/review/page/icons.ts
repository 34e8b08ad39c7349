import { commonIcons } from '@animegan/local-page/browser'

const { tick, cross, undo, help } = commonIcons

/** Paths of the page's icons, by what they mean. */
export const icons = {
  accept: tick,
  reject: cross,
  close: cross,
  undo,
  help,
  tag: 'M3 12V4.5A1.5 1.5 0 014.5 3H12l9 9-9 9-9-9zM8 8h.01',
  filter: 'M3 5h18M6.5 12h11M10 19h4',
  zoom: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
  missing: 'M4 4l16 16M8 5h11v11M5 8v11h11',
}
