const colours: Record<string, string> = {
  blonde: '#f2d578',
  brown: '#8b5b3e',
  black: '#2b2630',
  blue: '#4c7fd8',
  pink: '#f59ab8',
  purple: '#8d63c4',
  green: '#4fa46b',
  red: '#c93a43',
  silver: '#c3c8d4',
  white: '#fbfaf8',
  orange: '#ee8a3c',
  aqua: '#67cfd6',
  gray: '#8c8c94',
  yellow: '#ecc53f',
}

/** The colour that a tag such as `blue-hair` is about; undefined for tags about something else. */
export function findSwatch(tagId: string): string | undefined {
  const [, colour = ''] = /^([a-z]+)-(hair|eyes)$/.exec(tagId) ?? []
  return colours[colour]
}
