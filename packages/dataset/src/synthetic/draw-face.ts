import { animeTags, InvalidInputError } from '@animegan/core'
import { createCanvas } from '@napi-rs/canvas'
import { drawBackground } from './background.js'
import { shapeBangs, traceBangs } from './bangs-shape.js'
import { drawBody } from './body.js'
import type { Canvas } from './brush.js'
import { type Color, css, hsl, mix } from './color.js'
import { createDice } from './dice.js'
import { type Era, eraOf } from './era.js'
import { applyEra, type Manner, saturate } from './era-manner.js'
import { chooseEyeShape, drawBrows, drawEyelashes, drawEyes } from './eyes.js'
import { chooseFaceShape, drawBlush, drawEars, drawFaceSkin, drawNose, traceFace } from './face-shape.js'
import { drawGlasses } from './glasses.js'
import { drawBackHair, drawFallingHair } from './hair-back.js'
import { drawFrontHair, drawStrayHair } from './hair-front.js'
import { drawSideLocks } from './hair-side.js'
import { chooseHairStyle } from './hair-style.js'
import { drawDrills, drawTails, drawTies } from './hair-tails.js'
import { drawHat } from './hat.js'
import { drawMouth } from './mouth.js'
import { clothColor, clothTones, eyeColorTags, eyeTones, hairColorTags, skinTones } from './palette.js'
import { drawPose } from './pose.js'
import { drawHairRibbon } from './ribbon.js'

function drawPortrait(canvas: Canvas, names: readonly string[], seed: number, era: Era | undefined): void {
  const tags = new Set(names)
  const dice = (aspect: string) => createDice(seed, aspect)
  const colors = dice('colors')
  const hairTag = hairColorTags.find((tag) => tags.has(tag)) ?? colors.pick(hairColorTags)
  const eyeTag = eyeColorTags.find((tag) => tags.has(tag)) ?? colors.pick(eyeColorTags)
  const manner = dice('manner')
  const drawnLine = manner.between(0.34, 0.56)
  const chosen: Manner = {
    line: drawnLine,
    pen: drawnLine,
    eyes: chooseEyeShape(dice('eyes')),
    face: chooseFaceShape(dice('face')),
    hair: chooseHairStyle(tags, hairTag, dice('hair'), drawnLine),
    irises: eyeTones(eyeTag, dice('irises')),
    skin: skinTones(dice('skin')),
  }
  const { line, pen, eyes, face, hair, irises, skin } = era ? applyEra(chosen, era) : chosen
  // Clothes stand apart from the hair as it was chosen: the same person wears the same in every era.
  const avoided = chosen.hair.tones
  const hat = tags.has('hat')
  const beside = tags.has('twintails') || tags.has('ponytail') || tags.has('drill-hair')
  const pose = drawPose(dice('pose'), { above: hat, beside })
  const light = hair.light
  const bangs = shapeBangs(hair, pose, dice('bangs'))
  const lash: Color = mix([38, 24, 32], hair.tones.line, manner.between(0.1, 0.6))
  const brow: Color = mix(hair.tones.line, hair.tones.deep, 0.3)

  const background = drawBackground(canvas, dice('background'))
  const inHead = (paint: () => void) => {
    canvas.save()
    canvas.translate(pose.x, pose.y)
    canvas.scale(pose.scale, pose.scale)
    canvas.translate(0, 24)
    canvas.rotate(pose.tilt)
    canvas.translate(0, -24)
    paint()
    canvas.restore()
  }
  inHead(() => {
    drawTails(canvas, hair, dice('tails'))
    drawBackHair(canvas, hair, dice('back'))
  })
  canvas.save()
  canvas.translate(pose.x, pose.y)
  canvas.scale(pose.scale, pose.scale)
  drawBody(canvas, pose, skin, [hair.tones.base, background], light, line, dice('clothes'))
  canvas.restore()
  inHead(() => {
    drawEars(canvas, face, pose, skin, line)
    drawFaceSkin(canvas, face, pose, skin, light, line)
    canvas.save()
    traceFace(canvas, face, pose)
    canvas.clip()
    if (tags.has('blush')) drawBlush(canvas, pose, skin, pen, dice('blush'))
    canvas.save()
    canvas.translate(-light * 1.2, 2.2)
    traceBangs(canvas, hair, bangs)
    canvas.fillStyle = css(skin.shade, 0.85)
    canvas.fill()
    canvas.restore()
    canvas.restore()
    drawNose(canvas, pose, skin, light, pen, dice('nose'))
    const expression = { smile: tags.has('smile'), open: tags.has('open-mouth') }
    drawMouth(canvas, pose, skin, expression, pen, dice('mouth'))
    drawEyes(canvas, eyes, pose, irises, skin, light)
    drawEyelashes(canvas, eyes, pose, lash, line, 1)
    drawBrows(canvas, eyes, pose, brow, 1)
    drawFallingHair(canvas, hair, dice('falling'))
    drawFrontHair(canvas, hair, bangs, dice('front'))
    drawSideLocks(canvas, hair, pose.turn, dice('locks'))
    drawDrills(canvas, hair, dice('drills'))
    drawStrayHair(canvas, hair, bangs, dice('stray'))
    drawEyelashes(canvas, eyes, pose, lash, line, 0.5)
    drawBrows(canvas, eyes, pose, brow, 0.6)
    const ribbon = dice('ribbon')
    const ribbonTones = clothTones(clothColor(ribbon, [avoided.base, avoided.shade, background]))
    drawTies(canvas, hair, ribbonTones.base)
    if (tags.has('glasses'))
      drawGlasses(canvas, pose, eyes.apart, face.cheek, era?.eyes ?? 1, dice('glasses'))
    if (hat) drawHat(canvas, { ...hair, tones: avoided }, pose, dice('hat'))
    if (tags.has('ribbon')) drawHairRibbon(canvas, hair, ribbonTones, hat, ribbon)
  })
  drawLight(canvas, seed, light)
}

/** Tints the picture with the colour of the light, weakly, since hair and eye colours are labels. */
function drawLight(canvas: Canvas, seed: number, light: -1 | 1): void {
  const dice = createDice(seed, 'light')
  const tint = hsl(dice.pick([30, 45, 210, 280, 340]), 0.8, 0.72)
  const strength = dice.between(0, 0.12)
  const gradient = canvas.createLinearGradient(50 + light * 50, 0, 50 - light * 50, 100)
  gradient.addColorStop(0, css(tint, Math.max(0.001, strength)))
  gradient.addColorStop(1, css(tint, 0.001))
  canvas.fillStyle = gradient
  canvas.fillRect(0, 0, 100, 100)
}

/** What to draw. */
export interface DrawFaceOptions {
  /** Ids of tags of the anime schema; absent hair and eye colours are drawn from the seed. */
  tags: readonly string[]
  /** Chooses all that the tags leave open; an integer in 0..2^53-1. */
  seed: number
  /** Side of the picture in pixels, 16..1024. */
  size: number
  /** Draws in the manner of a year, 1999.5..2020.5 (see `eraOf`); absent, in none of a year. */
  year?: number | undefined
}

/**
 * Draws one face: size*size RGB bytes, rows from the top. The picture is drawn larger and averaged down, so that thin
 * lines stay even at 64 pixels. The same options give the same bytes on
 * one kind of machine; another processor may round the odd pixel differently.
 *
 * Throws `UNKNOWN_TAG` for a tag that the anime schema lacks, `INVALID_OPTION` for another seed, size or year.
 *
 * @example
 * drawFace({ tags: ['blonde-hair', 'twintails', 'blue-eyes', 'smile'], seed: 7, size: 128 }) // 128 * 128 * 3 bytes
 */
export function drawFace(options: DrawFaceOptions): Uint8Array {
  const { tags, seed, size, year } = options
  checkTags(tags)
  checkPictureSize(size)
  const era = year === undefined ? undefined : eraOf(year)
  const factor = 2
  const side = size * factor
  const surface = createCanvas(side, side)
  const canvas = surface.getContext('2d')
  canvas.scale(side / 100, side / 100)
  drawPortrait(canvas, tags, seed, era)
  const rgb = averageDown(surface.data(), size, factor)
  return era ? saturate(rgb, era.saturation) : rgb
}

function checkTags(tags: readonly string[]): void {
  const unknown = tags.find((tag) => !animeTags.tags.some(({ id }) => id === tag))
  if (unknown === undefined) return
  const known = animeTags.tags.map(({ id }) => id).join(', ')
  throw new InvalidInputError('UNKNOWN_TAG', `cannot draw tag "${unknown}"; known tags: ${known}`)
}

/** Throws `INVALID_OPTION` unless `size`, a picture's side in pixels, is an integer in 16..1024. */
export function checkPictureSize(size: number): void {
  if (Number.isInteger(size) && size >= 16 && size <= 1024) return
  throw new InvalidInputError('INVALID_OPTION', `size: expected an integer from 16 to 1024, got ${size}`)
}

/** Averages blocks of factor*factor RGBA pixels to one RGB pixel. */
function averageDown(rgba: Uint8Array, size: number, factor: number): Uint8Array {
  const rgb = new Uint8Array(size * size * 3)
  const stride = size * factor * 4
  const count = factor * factor
  const half = count >> 1
  for (let y = 0, target = 0; y < size; y++) {
    for (let x = 0; x < size; x++, target += 3) {
      let red = half
      let green = half
      let blue = half
      for (let row = 0; row < factor; row++) {
        let source = (y * factor + row) * stride + x * factor * 4
        for (let column = 0; column < factor; column++, source += 4) {
          red += rgba[source]!
          green += rgba[source + 1]!
          blue += rgba[source + 2]!
        }
      }
      rgb[target] = red / count
      rgb[target + 1] = green / count
      rgb[target + 2] = blue / count
    }
  }
  return rgb
}
