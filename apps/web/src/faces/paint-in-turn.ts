const waiting = new Set<() => void>()
let isBusy = false
const { port1, port2 } = new MessageChannel()

port1.onmessage = () => {
  const [next] = waiting
  if (!next) {
    isBusy = false
    return
  }
  waiting.delete(next)
  run(next)
}

/**
 * Paints one picture a task, so that many that come together keep nobody waiting: the first at once, each other one when the browser
 * has had its turn. Returns what takes it back.
 */
export function paintInTurn(paint: () => void): () => void {
  if (isBusy) waiting.add(paint)
  else run(paint)
  return () => waiting.delete(paint)
}

function run(paint: () => void): void {
  isBusy = true
  try {
    paint()
  } finally {
    port2.postMessage(undefined)
  }
}
