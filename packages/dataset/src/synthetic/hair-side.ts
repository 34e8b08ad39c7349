import type { Canvas } from './brush.js'
import type { Dice } from './dice.js'
import type { HairStyle } from './hair-style.js'
import { drawTresses, type Tress } from './hair-tress.js'

/** Paints the locks before the ears. */
export function drawSideLocks(canvas: Canvas, hair: HairStyle, turn: number, dice: Dice): void {
  const kind = dice.weighted([
    ['slim', 3],
    ['full', 3],
    ['bunched', 2],
    ['jaw', hair.length === 'layered' ? 20 : 2],
  ] as const)
  const lengths = { slim: [13, 20], full: [15, 23], bunched: [20, 30], jaw: [17, 19] } as const
  const [short, long] = lengths[kind]
  const length = Math.min(dice.between(short, long), hair.length === 'short' ? 20 : 40)
  const belly = kind === 'slim' ? 2.2 : kind === 'jaw' ? 4.2 : 3.4
  const tresses = ([-1, 1] as const).map((side): Tress => {
    const shift = Math.sin(turn) * 3
    return {
      spine: [
        [side * (hair.width - 6.2), -17],
        [side * (hair.width - 1.2) + shift * 0.3, -6],
        [side * (hair.width - 2.8) + shift * 0.5, length * 0.6],
        [side * (hair.width - (kind === 'jaw' ? 3 : 5.5)) + shift * 0.5, length],
      ],
      root: 0.4,
      belly,
      spread: kind === 'jaw' ? 3.6 : 2,
      strands: kind === 'slim' ? 2 : 3,
      ragged: kind === 'jaw' ? 0.5 : 3,
    }
  })
  drawTresses(canvas, [...outerLocks(hair, dice), ...tresses], { ...hair, wave: hair.wave * 0.5 }, dice)
}

/** Locks that sweep from the crown down the sides and break the round outline of the head. */
function outerLocks(hair: HairStyle, dice: Dice): Tress[] {
  const flick = dice.between(-2.5, 4)
  return ([-1, 1] as const).flatMap((side) =>
    [0, 1].map((index): Tress => {
      const end = hair.length === 'tied' ? dice.between(-6, 4) : dice.between(2, 14)
      return {
        spine: [
          [side * (5 + index * 4), -hair.height + 4 + index * 4],
          [side * (hair.width * 0.86 - index), -hair.height + 5 + index * 5],
          [side * (hair.width + 0.8 - index), -14 + index * 6],
          [side * (hair.width - 0.5 + flick * (1 - index * 0.6)), end + index * 5],
        ],
        root: 0.3,
        belly: dice.between(1.6, 2.3),
        spread: 1.2,
        strands: 2,
        ragged: 2,
      }
    }),
  )
}
