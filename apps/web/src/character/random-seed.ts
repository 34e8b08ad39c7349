/** A seed that nobody chose: short enough to be read out, from 0 to 2^32 - 1. The one place where chance itself comes in. */
export function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]!
}
