import type { MapData } from '../map-data.js'

/** The tags as buttons, by group, each with the number of pictures that have it. */
export interface TagList {
  /** Counts tags among these pictures, and shows which tags are chosen. */
  update(found: readonly boolean[], chosen: ReadonlySet<number>): void
}

/** Fills an element with the tags of a map. */
export function createTagList(
  place: HTMLElement,
  { groups, tags, pictures }: Pick<MapData, 'groups' | 'tags' | 'pictures'>,
  onToggle: (tag: number) => void,
): TagList {
  const counts: HTMLElement[] = []
  const buttons = tags.map(({ label }, tag) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'tag'
    button.append(label, ' ')
    const count = document.createElement('small')
    counts.push(count)
    button.append(count)
    button.addEventListener('click', () => onToggle(tag))
    return button
  })
  const sections = groups.map(({ label }, group) => {
    const section = document.createElement('section')
    const heading = document.createElement('h2')
    heading.textContent = label
    const list = document.createElement('div')
    list.className = 'tags'
    list.append(...buttons.filter((_, tag) => tags[tag]!.group === group))
    section.append(heading, list)
    return section
  })
  place.replaceChildren(...sections)

  return {
    update(found, chosen) {
      const numbers = new Array<number>(tags.length).fill(0)
      pictures.forEach(({ tags: places }, i) => {
        if (found[i]) for (const tag of places) numbers[tag]! += 1
      })
      buttons.forEach((button, tag) => {
        counts[tag]!.textContent = numbers[tag]!.toLocaleString('en')
        button.setAttribute('aria-pressed', String(chosen.has(tag)))
        button.classList.toggle('absent', numbers[tag] === 0)
      })
    },
  }
}
