import { animeTagsWithYear, attributeLimits, InvalidInputError } from '@animegan/core'

/**
 * How pictures were drawn in a year. Every entry changes smoothly with the year.
 */
export interface Era {
  /** Factor of the width of outlines. */
  line: number
  /** Tone of outlines: towards black (positive, to 1) or towards the colour of what they surround (negative, to -1). */
  ink: number
  /** Factor of the contrast of gradients, lights and shines; 0 is flat. */
  depth: number
  /** How hard shadows are: added to the darkness of shades. */
  shadow: number
  /** Factor of the saturation of the whole picture. */
  saturation: number
  /** Added to the distance of the chin below the eyes, in hundredths of the picture. */
  chin: number
  /** Added to the half-width of the chin's tip, in hundredths of the picture. */
  chinWidth: number
  /** Added to the fullness of the jaw. */
  fullness: number
  /** Factor of the size of the eyes. */
  eyes: number
  /** How angular the eyes are: 0 round, 1 with corners. */
  corners: number
  /** Factor of the thickness of the lashes. */
  lashes: number
  /** Lights added in each eye, 0 to 1: their size and strength. */
  sparkle: number
  /** How pointed the bangs are: -1 round, 1 long straight spikes. */
  spikes: number
}

/** The eras of the range's ends. */
const early: Era = {
  line: 1.9,
  ink: 0.85,
  depth: 0.1,
  shadow: 0.35,
  saturation: 0.75,
  chin: 3.2,
  chinWidth: -1.2,
  fullness: -0.6,
  eyes: 1.22,
  corners: 1,
  lashes: 1.5,
  sparkle: 0,
  spikes: 1,
}
const late: Era = {
  line: 0.62,
  ink: -0.75,
  depth: 1.4,
  shadow: -0.3,
  saturation: 1.22,
  chin: -1.2,
  chinWidth: 0.9,
  fullness: 0.3,
  eyes: 0.98,
  corners: 0,
  lashes: 0.75,
  sparkle: 1,
  spikes: -0.8,
}

const [yearAttribute] = animeTagsWithYear.attributes

/**
 * The era of a year, 1999.5 to 2020.5 (whole or not), between the two ends 2003 and 2017 and beyond them: from thick black
 * outlines, muted flat colours, pointed chins, large angular eyes and spiked bangs to thin coloured lines, bright
 * gradients, round faces and eyes full of lights.
 *
 * Throws `INVALID_OPTION` for any other year.
 */
export function eraOf(year: number): Era {
  const [least, greatest] = attributeLimits(yearAttribute!)
  if (!(year >= least && year <= greatest)) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `year: expected a number from ${least} to ${greatest}, got ${year}`,
    )
  }
  const [first, last] = yearAttribute!.range
  const along = (year - first) / (last - first)
  const between = (key: keyof Era) => early[key] + (late[key] - early[key]) * along
  return {
    line: Math.max(0.35, between('line')),
    ink: clamp(between('ink'), -1, 1),
    depth: Math.max(0, between('depth')),
    shadow: between('shadow'),
    saturation: between('saturation'),
    chin: between('chin'),
    chinWidth: between('chinWidth'),
    fullness: between('fullness'),
    eyes: between('eyes'),
    corners: Math.max(0, between('corners')),
    lashes: between('lashes'),
    sparkle: Math.max(0, between('sparkle')),
    spikes: between('spikes'),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
