/** What is used of gifenc, which comes without types. Pixels are red, green, blue, alpha, a byte each. */
declare module 'gifenc' {
  type Palette = number[][]

  export function quantize(pixels: Uint8ClampedArray, mostColours: number): Palette

  export function applyPalette(pixels: Uint8ClampedArray, palette: Palette): Uint8Array

  export function GIFEncoder(): {
    /** `delay` in milliseconds; `repeat` 0 is for ever. */
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: { palette: Palette; delay: number; repeat?: number },
    ): void
    finish(): void
    bytes(): Uint8Array<ArrayBuffer>
  }
}
