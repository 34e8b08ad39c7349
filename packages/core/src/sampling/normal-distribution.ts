import { portableExp, portableLog } from './portable-math.js'

const inverseRootTwoPi = 0.3989422804014327

/**
 * P(Z <= x) for a standard normal Z, to about 1e-13 of its value. The same bits in every JavaScript engine.
 *
 * Near zero by the power series, in the tail by Laplace's continued fraction (G. Marsaglia, "Evaluating the Normal Distribution",
 * Journal of Statistical Software 11(4), 2004).
 */
export function normalCdf(x: number): number {
  if (x > 0) return 1 - normalCdf(-x)
  const density = inverseRootTwoPi * portableExp(-0.5 * x * x)
  if (x > -2.5) {
    let term = x
    let sum = x
    for (let n = 3; n < 100; n += 2) {
      term *= (x * x) / n
      sum += term
    }
    return 0.5 + density * sum
  }
  let fraction = -x
  for (let n = 60; n > 0; n--) fraction = -x + n / fraction
  return density / fraction
}

// Coefficients of the rational approximations, constant term first.
const centre = {
  above: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
    67265.7709270087, 33430.57558358813, 2509.0809287301227,
  ],
  below: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
}
const tail = {
  above: [
    1.4234371107496837, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  below: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995344, 1.0507500716444169e-9,
  ],
}
const farTail = {
  above: [
    6.657904643501104, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  below: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
    0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
  ],
}

const polynomial = (coefficients: readonly number[], x: number) =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0)
const rational = ({ above, below }: typeof centre, x: number) => polynomial(above, x) / polynomial(below, x)

/**
 * The x with P(Z <= x) = p, for 0 < p < 1, to within 1e-11 of its value (typically 1e-15). The same bits in every JavaScript engine.
 *
 * M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied Statistics 37(3), 1988.
 */
export function normalQuantile(p: number): number {
  const offset = p - 0.5
  if (Math.abs(offset) <= 0.425) return offset * rational(centre, 0.180625 - offset * offset)
  const depth = Math.sqrt(-portableLog(offset < 0 ? p : 1 - p))
  const size = depth <= 5 ? rational(tail, depth - 1.6) : rational(farTail, depth - 5)
  return offset < 0 ? -size : size
}
