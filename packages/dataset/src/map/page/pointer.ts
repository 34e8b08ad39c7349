/** What a mouse, a pen or a finger does to pictures. */
export interface PointerActions {
  /** The picture at a point of the canvas in CSS pixels. */
  pick(x: number, y: number): number | undefined
  /** Called when a mouse comes to another picture, or to none. */
  onHover(picture: number | undefined): void
  /** Called for a click or a tap on a picture, or on none. */
  onChoose(picture: number | undefined): void
}

/** Connects a canvas with what pointers do, and keeps a card beside the mouse while it is on a picture. */
export function connectPointer(
  canvas: HTMLCanvasElement,
  card: HTMLElement,
  { pick, onHover, onChoose }: PointerActions,
): void {
  let hovered: number | undefined
  const hover = (picture: number | undefined) => {
    if (picture === hovered) return
    hovered = picture
    card.hidden = picture === undefined
    onHover(picture)
  }
  canvas.addEventListener('pointermove', (event) => {
    const isLooking = event.pointerType === 'mouse' && event.buttons === 0
    hover(isLooking ? pick(event.offsetX, event.offsetY) : undefined)
    if (hovered !== undefined) placeBeside(card, event)
  })
  canvas.addEventListener('pointerleave', () => hover(undefined))
  canvas.addEventListener('click', ({ offsetX, offsetY }) => onChoose(pick(offsetX, offsetY)))
}

/** Puts a card beside the pointer, where there is room for it. */
function placeBeside(card: HTMLElement, { clientX, clientY }: MouseEvent): void {
  const gap = 18
  const { offsetWidth: width, offsetHeight: height } = card
  const left = clientX + gap + width > innerWidth ? clientX - gap - width : clientX + gap
  const top = Math.min(clientY + gap, innerHeight - height - gap)
  card.style.transform = `translate(${Math.max(0, left)}px, ${Math.max(0, top)}px)`
}
