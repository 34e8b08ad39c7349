// ECMAScript leaves the last bits of Math.exp and Math.log to the engine, and engines differ. These two use only operations
// that IEEE 754 rounds in one way, so what is built on them is the same, bit for bit, everywhere.

const ln2High = 0.6931471803691238 // leading 33 bits of ln 2: a product with a small integer is exact
const ln2Low = 1.9082149292705877e-10

const bits = new DataView(new ArrayBuffer(8))

/** 2^exponent, exactly, for -1022 <= exponent <= 1023. */
function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20)
  bits.setUint32(4, 0)
  return bits.getFloat64(0)
}

/** e^x to within 1e-15 of its value, for -700 <= x <= 700; 0 below. */
export function portableExp(x: number): number {
  if (x < -700) return 0
  const exponent = Math.floor(x / Math.LN2 + 0.5)
  const rest = x - exponent * ln2High - exponent * ln2Low // within ±ln(2)/2
  let sum = 1
  for (let n = 17; n > 0; n--) sum = 1 + (rest / n) * sum
  return sum * powerOfTwo(exponent)
}

/** Natural logarithm of a normal positive number, to within 5e-16 of its value. */
export function portableLog(x: number): number {
  bits.setFloat64(0, x)
  const high = bits.getUint32(0)
  let exponent = (high >>> 20) - 1023
  bits.setUint32(0, (high & 0xfffff) | 0x3ff00000)
  let mantissa = bits.getFloat64(0)
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    exponent++
  }
  const ratio = (mantissa - 1) / (mantissa + 1) // ln m = 2 artanh(ratio), |ratio| <= 0.172
  const square = ratio * ratio
  let sum = 0
  for (let n = 23; n > 0; n -= 2) sum = sum * square + 1 / n
  return exponent * ln2High + (2 * ratio * sum + exponent * ln2Low)
}
