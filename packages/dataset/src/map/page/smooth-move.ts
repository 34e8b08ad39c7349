const duration = 600

/**
 * Gives what takes a number from where it is, at first 0, to another in a moment, slowly at both ends; at once for who wants no
 * motion. A new call ends the motion before it.
 */
export function createSmoothMove(onMove: (value: number) => void): (to: number) => void {
  let value = 0
  let running = 0
  const set = (next: number) => {
    value = next
    onMove(next)
  }
  return (to) => {
    cancelAnimationFrame(running)
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      set(to)
      return
    }
    const from = value
    const began = performance.now()
    const move = (now: number) => {
      const part = Math.min(1, Math.max(0, now - began) / duration)
      set(from + (to - from) * part * part * (3 - 2 * part))
      if (part < 1) running = requestAnimationFrame(move)
    }
    running = requestAnimationFrame(move)
  }
}
