import type { MapData } from '../map-data.js'
import type { ThumbnailBrush } from './thumbnail-brush.js'

/** Fills an element with one picture, large, and what is known of it. Texts are set as text, never as HTML. */
export function fillPictureCard(
  card: HTMLElement,
  picture: number,
  { size, pictures, tags }: MapData,
  brush: ThumbnailBrush,
): void {
  const { name, tags: places, facts } = pictures[picture]!
  const image = create('canvas', '')
  image.width = size
  image.height = size
  brush(image.getContext('2d')!, picture, 0, 0, size)
  const labels = create('ul', '')
  labels.append(...places.map((place) => create('li', tags[place]!.label)))
  const caption = create('div', '')
  const lines = [...facts.map(([fact, value]) => `${fact} ${value}`), name]
  caption.append(labels, ...lines.map((line) => create('p', line)))
  card.replaceChildren(image, caption)
}

function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text: string,
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  element.textContent = text
  return element
}
