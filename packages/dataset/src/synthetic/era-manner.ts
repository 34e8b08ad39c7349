import { type Color, lightness, mix } from './color.js'
import type { Era } from './era.js'
import type { EyeShape } from './eyes.js'
import type { FaceShape } from './face-shape.js'
import type { HairStyle } from './hair-style.js'
import type { EyeTones, HairTones, SkinTones } from './palette.js'

/** What an era changes in a portrait: everything else, and what the tags ask for, stays. */
export interface Manner {
  /** Width of outlines, in hundredths of the picture. */
  line: number
  /** Width of the finer lines of mouth and nose. */
  pen: number
  eyes: EyeShape
  face: FaceShape
  hair: HairStyle
  irises: EyeTones
  skin: SkinTones
}

const black: Color = [20, 14, 20]

/** The same person as an era would have drawn them. */
export function applyEra(manner: Manner, era: Era): Manner {
  const { line, pen, eyes, face, hair, irises, skin } = manner
  return {
    line: line * era.line,
    pen: pen * (1 + (era.line - 1) * 0.3),
    eyes: {
      ...eyes,
      width: eyes.width * (1 + (era.eyes - 1) * 0.6),
      height: eyes.height * era.eyes,
      lash: eyes.lash * era.lashes,
      wing: eyes.wing * era.lashes,
      slant: eyes.slant + era.corners * 0.8,
      corners: era.corners,
      sparkle: era.sparkle,
      brow: {
        ...eyes.brow,
        width: eyes.brow.width * (0.5 + era.lashes * 0.5),
        height: eyes.brow.height + eyes.height * (era.eyes - 1),
      },
    },
    face: {
      ...face,
      chin: face.chin + era.chin,
      chinWidth: Math.max(0.2, face.chinWidth + era.chinWidth),
      fullness: face.fullness + era.fullness,
    },
    hair: {
      ...hair,
      tones: drawHairTones(hair.tones, era),
      line: hair.line * era.line,
      gloss: era.depth,
      spikes: era.spikes,
    },
    irises: {
      ...irises,
      dark: mix(irises.base, irises.dark, Math.min(1, 0.45 + 0.55 * era.depth)),
      bright: mix(irises.base, irises.bright, Math.min(1, era.depth)),
    },
    skin: {
      ...skin,
      line: inked(skin.line, skin.shade, era.ink),
      shade: mix(skin.shade, skin.line, era.shadow * 0.5),
      soft: mix(skin.base, skin.shade, Math.min(1, era.depth)),
      light: mix(skin.base, skin.light, Math.min(1, era.depth)),
    },
  }
}

function drawHairTones(tones: HairTones, { ink, shadow, depth }: Era): HairTones {
  return {
    ...tones,
    line: inked(tones.line, tones.deep, ink),
    shade: mix(tones.shade, tones.deep, shadow),
    soft: mix(tones.base, tones.shade, Math.min(1.2, depth)),
    light: mix(tones.base, tones.light, Math.min(1.5, depth)),
  }
}

/** The colour of an outline: blackened, or mixed with the tone that it surrounds. */
function inked(line: Color, tone: Color, ink: number): Color {
  return ink > 0 ? mix(line, black, ink) : mix(line, tone, -ink)
}

/** Multiplies the distance of every RGB pixel from its grey, in place: below 1 mutes, above 1 brightens. */
export function saturate(rgb: Uint8Array, factor: number): Uint8Array {
  for (let at = 0; at < rgb.length; at += 3) {
    const grey = 255 * lightness([rgb[at]!, rgb[at + 1]!, rgb[at + 2]!])
    for (let channel = 0; channel < 3; channel++) {
      const value = grey + (rgb[at + channel]! - grey) * factor
      rgb[at + channel] = Math.round(Math.max(0, Math.min(255, value)))
    }
  }
  return rgb
}
