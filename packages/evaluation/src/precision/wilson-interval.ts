/** The 97.5% point of the normal distribution. */
const z = 1.959963984540054

/**
 * The 95% confidence interval of a chance, of how often something happened: Wilson's score interval (E. B. Wilson, "Probable
 * inference, the law of succession, and statistical inference", 1927), without continuity correction. Unlike p +- z sqrt(p (1 - p) / n)
 * it stays within 0 and 1, and is no point when all or none of a few succeed: 20 of 20 give 0.84 to 1.
 *
 * @param successes from 0 to `trials`; need not be whole
 * @param trials above 0
 */
export function wilsonInterval(successes: number, trials: number): { low: number; high: number } {
  const share = successes / trials
  const weight = z ** 2 / trials
  const middle = (share + weight / 2) / (1 + weight)
  const reach = Math.sqrt(weight * share * (1 - share) + weight ** 2 / 4) / (1 + weight)
  // Where rounding would leave 0 and 1 by a hair.
  return {
    low: successes === 0 ? 0 : Math.max(0, middle - reach),
    high: successes === trials ? 1 : Math.min(1, middle + reach),
  }
}
