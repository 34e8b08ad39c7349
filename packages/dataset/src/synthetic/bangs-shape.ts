import type { Canvas, Point } from './brush.js'
import type { Dice } from './dice.js'
import type { BangsKind, HairStyle } from './hair-style.js'
import { type Pose, turned } from './pose.js'

/** One pointed lock of the bangs, between two notches of the hairline. */
interface BangsLock {
  left: Point
  tip: Point
  right: Point
}

/** The hair on top of the head: locks from the left temple to the right one, and where they part. */
export interface Bangs {
  locks: BangsLock[]
  part: Point
}

interface BangsForm {
  locks: readonly [number, number]
  /** Height of a lock's tip at u in -1..1 (eyes at 0, downwards positive). */
  tip(u: number): number
  /** Sideways lean of a lock's tip at u. */
  lean(u: number): number
  /** How far the notches lie above the tips. */
  notch: number
  /** Random spread of tips, vertically. */
  ragged: number
}

function formOf(kind: BangsKind, side: -1 | 1, dice: Dice): BangsForm {
  const low = dice.between(-1, 1.2)
  switch (kind) {
    case 'blunt':
      return { locks: [7, 10], tip: (u) => -4 + low + 2 * u * u, lean: () => 0, notch: 2.2, ragged: 0.6 }
    case 'choppy':
      return {
        locks: [6, 8],
        tip: (u) => -2.5 + low + 2.5 * u * u,
        lean: (u) => u * 1.5,
        notch: 7,
        ragged: 2,
      }
    case 'swept':
      return {
        locks: [5, 7],
        tip: (u) => -5 + low + side * u * 5,
        lean: () => side * 5,
        notch: 6,
        ragged: 1.2,
      }
    case 'curtain':
      return {
        locks: [6, 6],
        tip: (u) => -13 + low + 15 * Math.abs(u) ** 0.8,
        lean: (u) => Math.sign(u) * 4.5,
        notch: 5,
        ragged: 1,
      }
    case 'crossed':
      return {
        locks: [5, 5],
        tip: (u) => (Math.abs(u) < 0.3 ? 3.5 + low : -6 + low + 6 * u * u),
        lean: (u) => (Math.abs(u) < 0.3 ? side * 2 : u * 2.5),
        notch: 10,
        ragged: 1.4,
      }
    case 'side-part':
      return {
        locks: [6, 7],
        tip: (u) => -9 + low + 10 * Math.abs(u - side * 0.45) ** 1.1,
        lean: (u) => Math.sign(u - side * 0.45) * 4,
        notch: 5.5,
        ragged: 1.2,
      }
    case 'arched':
      return { locks: [6, 8], tip: (u) => -8 + low + 7.5 * u * u, lean: (u) => u * 3, notch: 4, ragged: 0.8 }
    case 'pointed':
      return { locks: [4, 5], tip: (u) => -2 + low + 2 * u * u, lean: () => side * 1.5, notch: 11, ragged: 3 }
    case 'airy':
      return { locks: [7, 9], tip: (u) => -7 + low + 3 * u * u, lean: (u) => u * 2, notch: 6.5, ragged: 2.6 }
  }
}

/** Shapes the bangs for a style and pose, in the head's coordinates (origin between the eyes, y downwards). */
export function shapeBangs(hair: HairStyle, pose: Pose, dice: Dice): Bangs {
  const side = dice.side()
  const form = formOf(hair.bangs, side, dice)
  const count = dice.count(...form.locks)
  const notch = form.notch * (1 + hair.spikes * 0.35)
  const ragged = form.ragged * (1 + hair.spikes * 0.5)
  const drop = hair.spikes * 1.1
  const reach = hair.width - 2.6
  const place = (u: number) => turned(pose, u * reach, hair.width) - Math.sin(pose.turn) * hair.width * 0.35
  const edges: Point[] = []
  for (let index = 0; index <= count; index++) {
    const inside = index > 0 && index < count
    const u = (index / count) * 2 - 1 + (inside ? dice.between(-0.3, 0.3) / count : 0)
    const y = inside ? form.tip(u) - notch * dice.between(0.7, 1.1) : -3
    edges.push([place(u), y])
  }
  const locks: BangsLock[] = []
  for (let index = 0; index < count; index++) {
    const left = edges[index]!
    const right = edges[index + 1]!
    const u = ((index + 0.5) / count) * 2 - 1
    const tip: Point = [
      place(u) + form.lean(u) + dice.between(-0.8, 0.8),
      form.tip(u) + drop + dice.between(-ragged, ragged) + pose.nod * 0.5,
    ]
    locks.push({ left, tip, right })
  }
  const parted =
    hair.bangs === 'side-part' ? side * 0.45 * reach : hair.bangs === 'curtain' ? 0 : dice.between(-4, 4)
  return { locks, part: [parted * 0.6 + Math.sin(pose.turn) * 8, -hair.height + 3.5] }
}

/** Traces the outline of dome and bangs as the current path. */
export function traceBangs(canvas: Canvas, hair: HairStyle, bangs: Bangs): void {
  const { width, height } = hair
  const first = bangs.locks[0]!.left
  const last = bangs.locks[bangs.locks.length - 1]!.right
  canvas.beginPath()
  canvas.moveTo(first[0], first[1])
  canvas.bezierCurveTo(-width * 0.97, 0, -width, -2, -width, -6)
  canvas.bezierCurveTo(-width, -height * 0.62, -width * 0.72, -height, bangs.part[0] * 0.4, -height)
  canvas.bezierCurveTo(width * 0.72, -height, width, -height * 0.62, width, -6)
  canvas.bezierCurveTo(width, -2, width * 0.97, 0, last[0], last[1])
  for (let index = bangs.locks.length - 1; index >= 0; index--)
    traceLock(canvas, bangs.locks[index]!, hair.spikes)
  canvas.closePath()
}

function traceLock(canvas: Canvas, lock: BangsLock, spikes: number): void {
  const { left, tip, right } = lock
  const inwards = 0.25 + spikes * 0.25
  const down = 0.62 - spikes * 0.12
  canvas.quadraticCurveTo(
    right[0] + (tip[0] - right[0]) * inwards,
    right[1] + (tip[1] - right[1]) * down,
    tip[0],
    tip[1],
  )
  canvas.quadraticCurveTo(
    left[0] + (tip[0] - left[0]) * inwards,
    left[1] + (tip[1] - left[1]) * down,
    left[0],
    left[1],
  )
}
