import { move, transferableSymbol, valueSymbol } from 'piscina'

/** A worker's default export for `BatchQueue`: makes the inputs of a step, which change threads without being copied. */
export function defineBatchTask<Inputs extends object>(
  prepare: (step: number) => Inputs,
): (step: number) => Inputs {
  return (step) => {
    const inputs = prepare(step)
    const transferable = { [transferableSymbol]: [...listBuffers(inputs)], [valueSymbol]: inputs }
    return move(transferable) as unknown as Inputs
  }
}

/** The memory of all arrays in it, each once. */
function listBuffers(value: object, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer)
  else for (const inner of Object.values(value)) if (typeof inner === 'object') listBuffers(inner, found)
  return found
}
