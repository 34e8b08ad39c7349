import type { Dice } from './dice.js'

/** Where the head is and how it is turned. Lengths in hundredths of the picture's side, angles in radians. */
export interface Pose {
  /** Middle between the eyes, in the picture. */
  x: number
  y: number
  /** Size of the head; 1 makes a face about 37 wide. */
  scale: number
  /** Rotation in the picture's plane. */
  tilt: number
  /** Turn of the head to the viewer's right (positive) or left. */
  turn: number
  /** How far features slide down (positive) or up the face as the head nods. */
  nod: number
}

/** Draws a pose; a hat or hair tied high needs room above and beside the head. */
export function drawPose(dice: Dice, crowded: { above: boolean; beside: boolean }): Pose {
  const scale = dice.between(1.03, 1.2) * (crowded.beside ? 0.87 : 1) * (crowded.above ? 0.94 : 1)
  return {
    x: 50 + dice.between(-4, 4),
    y: 45 + dice.between(-2.5, 3) + (crowded.above ? 4.5 : 0),
    scale,
    tilt: dice.between(-0.15, 0.15) * (dice.chance(0.3) ? 1.4 : 0.8),
    turn: dice.between(-0.26, 0.26) * (dice.chance(0.3) ? 1.2 : 0.8),
    nod: dice.between(-0.8, 1.2),
  }
}

/** Horizontal place of a point of the face's front after the turn; u is its place when seen from the front. */
export function turned(pose: Pose, u: number, radius = 20): number {
  const inside = Math.max(-radius, Math.min(radius, u))
  return u * Math.cos(pose.turn) + Math.sqrt(radius * radius - inside * inside) * Math.sin(pose.turn)
}

/** How much narrower a feature at u looks after the turn (1 = unchanged). */
export function foreshortening(pose: Pose, u: number, radius = 22): number {
  const width = turned(pose, u + 2, radius) - turned(pose, u - 2, radius)
  return Math.max(0.72, Math.min(1.08, width / 4))
}
