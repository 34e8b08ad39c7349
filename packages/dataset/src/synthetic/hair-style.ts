import type { Dice } from './dice.js'
import { type HairTones, hairTones } from './palette.js'

/** How far the loose hair falls; 'tied' is gathered at the back, 'layered' is long below a layer that ends at the jaw. */
type HairLength = 'short' | 'medium' | 'long' | 'layered' | 'tied'

/** The families of bangs. */
export type BangsKind =
  | 'blunt'
  | 'choppy'
  | 'swept'
  | 'curtain'
  | 'crossed'
  | 'side-part'
  | 'airy'
  | 'arched'
  | 'pointed'

/** Everything chosen about the hair except where each strand goes. */
export interface HairStyle {
  tones: HairTones
  length: HairLength
  twintails: boolean
  drills: boolean
  ponytail: boolean
  bangs: BangsKind
  /** Width of outlines, in hundredths of the picture. */
  line: number
  /** Side the light comes from: -1 left, 1 right. */
  light: -1 | 1
  /** Half-width of the hair at the temples and height of its top above the eyes. */
  width: number
  height: number
  /** 0 straight to 1 wavy. */
  wave: number
  /** Height of the tails' ties above the eyes. */
  tie: number
  /** Side of a single ponytail. */
  ponytailSide: -1 | 1
  /** How strong the band of shine is, 0..1. */
  shine: number
  /** Factor of the opacity of the shine. */
  gloss: number
  /** How pointed bangs and tips are: -1 round, 0 as they come, 1 long straight spikes. */
  spikes: number
}

const bangsKinds: readonly (readonly [BangsKind, number])[] = [
  ['choppy', 4],
  ['swept', 4],
  ['blunt', 3],
  ['crossed', 3],
  ['curtain', 2],
  ['side-part', 3],
  ['arched', 2],
  ['pointed', 2],
  ['airy', 2],
]

function chooseLength(tags: ReadonlySet<string>, dice: Dice): HairLength {
  const gathered = dice.chance(0.6)
  if (tags.has('long-hair')) return tags.has('short-hair') ? 'layered' : 'long'
  if (tags.has('short-hair')) return 'short'
  const tied = tags.has('twintails') || tags.has('ponytail') || tags.has('drill-hair')
  return tied && gathered ? 'tied' : 'medium'
}

/** Chooses the hair that the tags and the seed ask for; hairTag is the id of its colour. */
export function chooseHairStyle(
  tags: ReadonlySet<string>,
  hairTag: string,
  dice: Dice,
  line: number,
): HairStyle {
  const tones = hairTones(hairTag, dice)
  return {
    tones,
    length: chooseLength(tags, dice),
    twintails: tags.has('twintails'),
    drills: tags.has('drill-hair'),
    ponytail: tags.has('ponytail'),
    bangs: dice.weighted(bangsKinds),
    line: line * dice.between(0.85, 1.15),
    light: dice.side(),
    width: dice.between(22.6, 25.4),
    height: dice.between(32, 36),
    wave: dice.chance(0.35) ? dice.between(0.4, 1) : dice.between(0, 0.3),
    tie: dice.weighted([
      [dice.between(17, 22), 3],
      [dice.between(2, 8), 1],
    ]),
    ponytailSide: dice.side(),
    shine: dice.between(0.35, 1),
    gloss: 1,
    spikes: 0,
  }
}
