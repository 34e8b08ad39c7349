const linear = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

const steps = 8192

/** The curve of CIE 1976 over 0..1, as a table: cube roots are what converting spends its time on. */
const curve = Float32Array.from({ length: steps + 1 }, (_, step) => {
  const value = step / steps
  return value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116
})

/**
 * Converts sRGB pixels of 3 bytes to CIELAB (D65): all L* (0..100), then all a*, then all b*. In this space a distance of
 * 1 is a difference that one can just see.
 */
export function toCielab(pixels: Uint8Array): Float32Array {
  const count = pixels.length / 3
  const lab = new Float32Array(3 * count)
  for (let at = 0; at < count; at++) {
    const red = linear[pixels[3 * at]!]!
    const green = linear[pixels[3 * at + 1]!]!
    const blue = linear[pixels[3 * at + 2]!]!
    // The rows of the sRGB matrix, divided by the white point.
    const x = curve[Math.round(steps * (0.4339531 * red + 0.3762098 * green + 0.1898371 * blue))]!
    const y = curve[Math.round(steps * (0.2126729 * red + 0.7151522 * green + 0.0721749 * blue))]!
    const z = curve[Math.round(steps * (0.0177565 * red + 0.1094677 * green + 0.8727758 * blue))]!
    lab[at] = 116 * y - 16
    lab[count + at] = 500 * (x - y)
    lab[2 * count + at] = 200 * (y - z)
  }
  return lab
}
