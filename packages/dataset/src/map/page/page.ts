import type { MapData } from '../map-data.js'
import { createPictureFinder } from './find-pictures.js'
import { connectKeys } from './keys.js'
import { connectLegend } from './legend.js'
import { createMapScene, type SceneState } from './map-scene.js'
import { createMapView } from './map-view.js'
import { fillPictureCard } from './picture-card.js'
import { connectPointer } from './pointer.js'
import { createSmoothMove } from './smooth-move.js'
import { createTagList } from './tag-list.js'
import { loadThumbnailBrush } from './thumbnail-brush.js'

/** How close a picture is shown that was found by keys. */
const closeEnough = 4

const byId = <T extends HTMLElement = HTMLElement>(id: string): T => document.getElementById(id) as T

async function start(): Promise<void> {
  const data = JSON.parse(byId('data').textContent ?? '') as MapData
  const { pictures } = data
  const canvas = byId<HTMLCanvasElement>('map')
  const [panel, options, more] = [byId('panel'), byId('options'), byId('more')]
  const [hover, pinned] = [byId('hover'), byId('pinned')]
  const search = byId<HTMLInputElement>('search')
  const grid = byId<HTMLInputElement>('grid')

  const brush = await loadThumbnailBrush(data)
  const finder = createPictureFinder(data)
  const scene = createMapScene(canvas, data, brush)
  const state: SceneState = {
    found: pictures.map(() => true),
    coloring: undefined,
    onGrid: 0,
    marked: [],
  }
  const chosen = new Set<number>()
  let [hovered, shown]: (number | undefined)[] = []

  let waiting = false
  const redraw = () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      state.marked = [hovered, shown].filter((picture) => picture !== undefined)
      scene.draw(view.placement, state)
    })
  }

  const isNarrow = matchMedia('(max-width: 720px)')
  const view = createMapView(canvas, {
    mostZoom: Math.max(8, Math.sqrt(pictures.length) / 2),
    listInsets: () =>
      isNarrow.matches
        ? { left: 12, right: 12, top: byId('count').getBoundingClientRect().bottom + 12, bottom: 12 }
        : { left: panel.getBoundingClientRect().right + 20, right: 20, top: 20, bottom: 20 },
    onMove: redraw,
  })

  const show = (picture: number | undefined) => {
    shown = picture
    pinned.hidden = picture === undefined
    if (picture !== undefined) fillPictureCard(pinned, picture, data, brush)
    redraw()
  }
  const step = (by: number) => {
    const found = pictures.map((_, i) => i).filter((i) => state.found[i])
    if (found.length === 0) return
    const place = shown === undefined ? -1 : found.indexOf(shown)
    const next =
      found[place === -1 ? (by > 0 ? 0 : found.length - 1) : (place + by + found.length) % found.length]!
    show(next)
    view.centre(scene.locate(next, state), closeEnough)
  }

  const tagList = createTagList(byId('tags'), data, (tag) => {
    if (!chosen.delete(tag)) chosen.add(tag)
    find()
  })
  const find = () => {
    state.found = finder.find(search.value, chosen)
    const count = state.found.filter(Boolean).length
    byId('count').textContent =
      count === pictures.length
        ? `${count.toLocaleString('en')} pictures`
        : `${count.toLocaleString('en')} of ${pictures.length.toLocaleString('en')} pictures`
    tagList.update(state.found, chosen)
    more.textContent = chosen.size === 0 ? 'Tags' : `Tags (${chosen.size})`
    if (shown !== undefined && !state.found[shown]) show(undefined)
    redraw()
  }
  search.addEventListener('input', find)
  search.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') step(1)
  })
  connectLegend(byId('coloring'), byId('legend'), data.colorings, (coloring) => {
    state.coloring = coloring
    redraw()
  })

  const toggleOptions = (isOpen: boolean) => {
    options.classList.toggle('open', isOpen)
    more.setAttribute('aria-expanded', String(isOpen))
  }
  more.addEventListener('click', () => toggleOptions(!options.classList.contains('open')))

  const moveGrid = createSmoothMove((value) => {
    state.onGrid = value
    redraw()
  })
  grid.addEventListener('change', () => moveGrid(grid.checked ? 1 : 0))

  connectPointer(canvas, hover, {
    pick: (x, y) => scene.pick(x, y, view.placement, state),
    onHover(picture) {
      hovered = picture
      if (picture !== undefined) fillPictureCard(hover, picture, data, brush)
      redraw()
    },
    onChoose(picture) {
      toggleOptions(false)
      show(picture)
    },
  })

  byId('in').addEventListener('click', () => view.zoomBy(1.6))
  byId('out').addEventListener('click', () => view.zoomBy(1 / 1.6))
  byId('whole').addEventListener('click', () => view.showAll())
  connectKeys(search, {
    view,
    step,
    close() {
      toggleOptions(false)
      if (shown !== undefined) return show(undefined)
      search.value = ''
      chosen.clear()
      find()
    },
  })

  new ResizeObserver(() => {
    canvas.width = Math.round(canvas.clientWidth * devicePixelRatio)
    canvas.height = Math.round(canvas.clientHeight * devicePixelRatio)
    redraw()
  }).observe(canvas)
  find()
  document.body.dataset.ready = 'yes'
}

void start()
