import { type Color, colorDistance, hsl, lightness, mix, multiply } from './color.js'
import type { Dice } from './dice.js'

/** The tones one piece of hair is painted with, from outline to highlight. */
export interface HairTones {
  line: Color
  deep: Color
  shade: Color
  /** The dark end of gradients. */
  soft: Color
  base: Color
  light: Color
  shine: Color
}

/** The tones of an iris. */
export interface EyeTones {
  line: Color
  dark: Color
  base: Color
  bright: Color
}

/** The tones of the skin. */
export interface SkinTones {
  line: Color
  shade: Color
  /** The dark end of gradients. */
  soft: Color
  base: Color
  light: Color
  blush: Color
}

/** The tones of one cloth or one accessory. */
export interface ClothTones {
  line: Color
  shade: Color
  base: Color
  light: Color
}

/** Centre and half-width of the hue (degrees), saturation and lightness (0..1) that a colour tag may take. */
type ColorRange = readonly [
  hue: number,
  hueJitter: number,
  saturation: number,
  lightness: number,
  jitter: number,
]

const hairRanges: Readonly<Record<string, ColorRange>> = {
  'blonde-hair': [46, 4, 0.8, 0.7, 0.035],
  'brown-hair': [22, 5, 0.38, 0.37, 0.04],
  'black-hair': [245, 25, 0.12, 0.17, 0.025],
  'blue-hair': [220, 7, 0.66, 0.54, 0.05],
  'pink-hair': [338, 6, 0.8, 0.78, 0.03],
  'purple-hair': [273, 8, 0.46, 0.55, 0.05],
  'green-hair': [132, 14, 0.4, 0.47, 0.05],
  'red-hair': [355, 5, 0.66, 0.43, 0.04],
  'silver-hair': [222, 8, 0.32, 0.81, 0.02],
  'white-hair': [40, 20, 0.22, 0.965, 0.008],
  'orange-hair': [23, 4, 0.88, 0.57, 0.03],
  'aqua-hair': [180, 5, 0.58, 0.65, 0.035],
  'gray-hair': [230, 30, 0.03, 0.52, 0.03],
}

const eyeRanges: Readonly<Record<string, ColorRange>> = {
  'blue-eyes': [217, 7, 0.85, 0.52, 0.04],
  'red-eyes': [356, 5, 0.84, 0.46, 0.04],
  'brown-eyes': [23, 5, 0.52, 0.33, 0.03],
  'green-eyes': [128, 14, 0.6, 0.4, 0.04],
  'purple-eyes': [274, 8, 0.62, 0.5, 0.04],
  'yellow-eyes': [50, 4, 0.95, 0.52, 0.03],
  'pink-eyes': [330, 6, 0.85, 0.68, 0.03],
  'aqua-eyes': [181, 5, 0.75, 0.52, 0.04],
  'black-eyes': [245, 25, 0.1, 0.14, 0.02],
  'orange-eyes': [25, 4, 0.95, 0.52, 0.03],
}

/** Ids of the tags that name a hair colour, in no special order. */
export const hairColorTags: readonly string[] = Object.keys(hairRanges)

/** Ids of the tags that name an eye colour, in no special order. */
export const eyeColorTags: readonly string[] = Object.keys(eyeRanges)

function drawColor(range: ColorRange, dice: Dice): Color {
  const [hue, hueJitter, saturation, light, jitter] = range
  return hsl(
    hue + dice.between(-hueJitter, hueJitter),
    Math.max(0, Math.min(1, saturation * dice.between(0.88, 1.12))),
    Math.max(0, Math.min(1, light + dice.between(-jitter, jitter))),
  )
}

/** Tones of the hair of a colour tag such as 'blonde-hair'. */
export function hairTones(tag: string, dice: Dice): HairTones {
  const base = drawColor(hairRanges[tag]!, dice)
  const bright = lightness(base)
  if (tag === 'white-hair') {
    const shadow = dice.pick<Color>([
      [222, 214, 218],
      [226, 218, 208],
      [214, 216, 226],
    ])
    return {
      line: [128, 120, 130],
      deep: mix(shadow, [170, 160, 172], 0.45),
      shade: shadow,
      soft: shadow,
      base,
      light: [255, 255, 255],
      shine: [255, 255, 255],
    }
  }
  const shadow: Color = bright > 0.7 ? [200, 158, 176] : bright > 0.3 ? [148, 112, 160] : [130, 116, 168]
  const tinted: Color = tag === 'gray-hair' || tag === 'silver-hair' ? [162, 166, 186] : shadow
  const shade = multiply(base, mix(tinted, [255, 255, 255], 0.4))
  const deep = multiply(shade, mix(tinted, [255, 255, 255], 0.25))
  const warm: Color = tag === 'black-hair' ? [150, 160, 205] : [255, 250, 240]
  return {
    line: mix(multiply(deep, shadow), [44, 22, 40], 0.3),
    deep,
    shade,
    soft: shade,
    base,
    light: mix(base, warm, tag === 'black-hair' ? 0.2 : 0.28),
    shine: mix(base, [255, 255, 255], tag === 'black-hair' ? 0.55 : 0.74),
  }
}

/** Tones of the irises of a colour tag such as 'blue-eyes'. */
export function eyeTones(tag: string, dice: Dice): EyeTones {
  const base = drawColor(eyeRanges[tag]!, dice)
  const black = tag === 'black-eyes'
  return {
    line: mix(base, [18, 10, 24], 0.8),
    dark: mix(multiply(base, base), [24, 10, 34], 0.35),
    base,
    bright: black ? mix(base, [150, 150, 175], 0.45) : mix(base, [255, 255, 235], 0.42),
  }
}

/** Tones of a skin, from porcelain to tanned. */
export function skinTones(dice: Dice): SkinTones {
  const tan = dice.weighted([
    [dice.between(0, 0.35), 8],
    [dice.between(0.35, 0.7), 2],
    [dice.between(0.7, 1), 0.6],
  ])
  const base = mix([255, 240, 230], [222, 170, 134], tan)
  const shade = mix([248, 206, 192], [190, 128, 98], tan)
  return {
    line: mix([178, 104, 92], [108, 58, 44], tan),
    shade,
    soft: shade,
    base,
    light: mix(base, [255, 252, 246], 0.6),
    blush: mix([250, 118, 118], [222, 84, 74], tan),
  }
}

/** Tones of a cloth around a base colour. */
export function clothTones(base: Color): ClothTones {
  const pale = lightness(base) > 0.8
  return {
    line: mix(multiply(base, [120, 100, 130]), [40, 30, 50], pale ? 0.25 : 0.5),
    shade: multiply(base, pale ? [216, 212, 232] : [182, 168, 206]),
    base,
    light: mix(base, [255, 255, 255], 0.3),
  }
}

const clothColors: readonly Color[] = [
  [250, 250, 252],
  [44, 52, 92],
  [58, 56, 66],
  [186, 48, 58],
  [244, 176, 190],
  [92, 128, 196],
  [120, 164, 128],
  [240, 214, 150],
  [146, 110, 170],
  [112, 76, 62],
  [160, 208, 214],
  [232, 226, 214],
  [226, 130, 74],
  [34, 92, 88],
]

/** A colour for cloth that stands apart from the given colours by at least about 90 in RGB, where there is one. */
export function clothColor(dice: Dice, avoid: readonly Color[] = []): Color {
  let best: Color = clothColors[0]!
  let bestDistance = -1
  for (let attempt = 0; attempt < 8; attempt++) {
    const color = mix(dice.pick(clothColors), hsl(dice.between(0, 360), 0.6, 0.6), dice.between(0, 0.22))
    const distance = Math.min(...avoid.map((other) => colorDistance(color, other)), 200)
    if (distance >= 90) return color
    if (distance > bestDistance) {
      best = color
      bestDistance = distance
    }
  }
  return best
}
