/** A colour: red, green and blue in 0..255, not necessarily whole. */
export type Color = readonly [red: number, green: number, blue: number]

/** Makes a colour from hue in degrees, saturation and lightness in 0..1. */
export function hsl(hue: number, saturation: number, lightness: number): Color {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const channel = (offset: number) => {
    const sector = (offset + hue / 30 + 120) % 12
    return 255 * (lightness - reach * Math.max(-1, Math.min(sector - 3, 9 - sector, 1)))
  }
  return [channel(0), channel(8), channel(4)]
}

/** Mixes two colours channel by channel; amount 0 gives the first, 1 the second. */
export function mix(first: Color, second: Color, amount: number): Color {
  return [
    first[0] + (second[0] - first[0]) * amount,
    first[1] + (second[1] - first[1]) * amount,
    first[2] + (second[2] - first[2]) * amount,
  ]
}

/** Multiplies two colours as light through two filters. */
export function multiply(first: Color, second: Color): Color {
  return [(first[0] * second[0]) / 255, (first[1] * second[1]) / 255, (first[2] * second[2]) / 255]
}

/** Perceived lightness in 0..1 (Rec. 601 weights on the gamma-coded channels). */
export function lightness(color: Color): number {
  return (0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]) / 255
}

/** Straight-line distance of two colours in RGB, 0..442. */
export function colorDistance(first: Color, second: Color): number {
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2])
}

/** Writes the colour for a canvas, with opacity in 0..1. */
export function css(color: Color, opacity = 1): string {
  const [red, green, blue] = color.map((channel) => Math.round(Math.max(0, Math.min(255, channel))))
  return opacity >= 1 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${opacity.toFixed(3)})`
}
